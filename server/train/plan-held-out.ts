/**
 * What is left out together when a user's profile is measured: whole sources, where enough of them compare
 * families, else prompts. And which sources are one to the fit, because families compete within a source.
 */

import { count } from '../../protocol/words.ts';
import type { Calibration } from '../engine/profile.ts';
import { foldOf, type LabelledSample } from './corpus.ts';
import { namedCount } from './families.ts';

export interface HeldOutPlan {
  /** As given, but for the sources and prompts of those whose sources became one. */
  readonly samples: readonly LabelledSample[];
  /** Per sample, what it is left out with. */
  readonly groups: readonly number[];
  /** Per sample, the name of what calibration takes for its source. Where all is held out by prompts, that
   *  is a part of it: the factors must be tried on texts that they were not fitted to. */
  readonly units: readonly string[];
  readonly way: HeldOutWay;
}

export interface HeldOutWay {
  /** What the figures hold for: kinds of text that were never seen, or new prompts of the same kinds. */
  readonly kind: Exclude<Calibration['heldOut'], 'references'>;
  /** Sources that were left out as a whole, and those of which prompts were. */
  readonly wholeSources: readonly string[];
  readonly byPrompt: readonly string[];
  /** How many fits each expert takes, the one on everything included. */
  readonly fits: number;
  /** Sentences on what these figures cannot say. */
  readonly caveats: readonly string[];
}

/** Parts of the prompts, one held out at a time. */
export const folds = 5;
/** With fewer, what is left of the others is one source, and its habits pass for those of families. */
const fewestSources = 3;
const namesShown = 3;

/** Families of each source. */
type Sources = ReadonlyMap<string, ReadonlySet<string>>;

export function planHeldOut(
  given: readonly LabelledSample[],
  families: readonly string[],
): HeldOutPlan {
  const named = families.slice(0, namedCount(families));
  const sources = sourcesOf(given);
  const namedIn = (source: string): string[] =>
    named.filter((family) => sources.get(source)!.has(family));
  const names = [...sources.keys()];
  const leavable = names.filter((source) => canBeLeftOut(source, sources));
  const isBySources =
    leavable.filter((source) => namedIn(source).length >= 2).length >= fewestSources;
  const wholeSources = isBySources ? leavable : [];
  const byPrompt = names.filter((source) => !wholeSources.includes(source));
  // A family that only competes where it is would not compete at all in a source of its own. And on new
  // prompts of known sources, to know a source is no mistake.
  const joined = names.filter((source) => !isBySources || namedIn(source).length === 1);
  const parts = given.map(({ promptId }) => foldOf(promptId, folds));
  const isWhole = given.map(({ source }) => wholeSources.includes(source));
  return {
    samples: given.map((sample) =>
      joined.includes(sample.source) ? joinedSample(sample) : sample,
    ),
    groups: given.map(({ source }, i) =>
      isWhole[i]! ? wholeSources.indexOf(source) : wholeSources.length + parts[i]!,
    ),
    units: given.map(({ source }, i) =>
      isBySources ? source : `${source}, part ${parts[i]! + 1} of ${folds}`,
    ),
    way: {
      kind: isBySources ? 'sources' : 'prompts',
      wholeSources,
      byPrompt,
      fits: wholeSources.length + (byPrompt.length === 0 ? 0 : folds) + 1,
      caveats: [
        ...(isBySources ? [] : [sameKindOnly]),
        ...(isBySources && byPrompt.length > 0 ? [partlyByPrompt(byPrompt)] : []),
        ...neverTogether(named, sources),
        ...named.filter((family) => isOnlyIn(family, wholeSources, sources)).map(onlySource),
      ],
    },
  };
}

function sourcesOf(samples: readonly LabelledSample[]): Sources {
  const bySource = Map.groupBy(samples, ({ source }) => source);
  return new Map(
    [...bySource].map(([source, own]) => [source, new Set(own.map(({ family }) => family))]),
  );
}

/** Whoever leaves out the only source of a family asks those who never met it. Where that source compares
 *  families, the others are still worth asking about. */
function canBeLeftOut(source: string, sources: Sources): boolean {
  const own = [...sources.get(source)!];
  const elsewhere = own.filter((family) =>
    [...sources].some(([other, families]) => other !== source && families.has(family)),
  );
  return elsewhere.length === own.length || elsewhere.length >= 2;
}

function isOnlyIn(family: string, wholeSources: readonly string[], sources: Sources): boolean {
  const homes = [...sources.keys()].filter((source) => sources.get(source)!.has(family));
  return homes.length === 1 && wholeSources.includes(homes[0]!);
}

/** Prompts of different sources stay different. */
function joinedSample(sample: LabelledSample): LabelledSample {
  return { ...sample, source: '', promptId: JSON.stringify([sample.source, sample.promptId]) };
}

const sameKindOnly =
  `fewer than ${fewestSources} sources have two families that other sources have too, so prompts are held ` +
  'out: the figures hold for new prompts of the same kinds of text only, and a new source will be worse';

function partlyByPrompt(sources: readonly string[]): string {
  return (
    `the only texts of some family are in ${listed(sources)}: prompts are held out there, so figures on ` +
    'these texts hold for the same kind of text only'
  );
}

/** Names two families, if there are such; there may be thousands of pairs. */
function neverTogether(named: readonly string[], sources: Sources): string[] {
  const areTogether = (a: string, b: string): boolean =>
    [...sources.values()].some((families) => families.has(a) && families.has(b));
  for (const [i, a] of named.entries()) {
    const b = named.slice(i + 1).find((other) => !areTogether(a, other));
    if (b === undefined) continue;
    return [
      `some families have no source in common, such as "${a}" and "${b}": whatever else differs between ` +
        'their sources, topics or layout for instance, is taken for a habit of the family. Answers of all ' +
        'families to the same prompts would be better',
    ];
  }
  return [];
}

function onlySource(family: string): string {
  return (
    `"${family}" is in one source only: when that is left out, nobody knows it, and its texts count as ` +
    'errors. Texts from another source would help'
  );
}

function listed(names: readonly string[]): string {
  const rest = names.length - namesShown;
  const shown = names.slice(0, namesShown).join(', ');
  return rest > 0 ? `${shown} and ${count(rest, 'more', 'more')}` : shown;
}
