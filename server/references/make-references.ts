/** Labelled texts of the candidates → a local profile and its card. Editor and terminal fit alike. */

import { count } from '../../protocol/words.ts';
import { UserError } from '../dataset/user-error.ts';
import { humanFamily, otherFamily } from '../engine/decide.ts';
import type { ChosenSamples } from '../train/choose-samples.ts';
import { isBackground, namedCount } from '../train/families.ts';
import type { FittedReferences, ReferenceFigures } from '../train/fit-references.ts';
import { promptPartCount } from '../train/held-out-references.ts';
import type { LedgerView } from '../train/ledger.ts';
import { describeOwnProfile, type OwnCard, type OwnFile } from '../train/own-card.ts';
import { fitReferencesInThread } from '../train/train-thread.ts';
import { adviceFor, type Advice } from './advice.ts';

export interface ReferencesCard extends OwnCard {
  readonly references: {
    /** The profile that was begun with. */
    readonly begunWith: string;
    /** References of the family that has the fewest. */
    readonly perFamily: number;
    /** Shares right on prompts that were held out. */
    readonly rows: number;
    readonly groupsOf10: number;
    /** Texts of families that were left out, and how many were called one of the others. */
    readonly strangers: number;
    readonly strangerMatches: number;
    readonly advice: Advice | null;
  };
}

export interface ReferencesInput {
  readonly id: string;
  readonly chosen: ChosenSamples;
  readonly files: readonly OwnFile[];
  readonly ledger: LedgerView;
  /** The profile that is begun with, and its name. */
  readonly profile: Uint8Array;
  readonly begunWith: string;
}

/** Each costs its share of time. As for every profile. */
const mostFamilies = 140;
/** A quarter of these is five, and of fewer nothing can be said. */
const fewestReferences = 20;
/** With fewer, a part of the held-out prompts may hold nearly all of them. */
const fewestPrompts = 2 * promptPartCount;
const namesShown = 5;

/** Throws a `UserError` that says of whom there are too few. */
export async function makeReferences(
  input: ReferencesInput,
  onFitted: () => void,
  signal: AbortSignal,
): Promise<{ bytes: Uint8Array; card: ReferencesCard }> {
  const { id, chosen, profile } = input;
  refuseFewReferences(chosen);
  const { samples, families, languages } = chosen;
  const order = { id, samples, families, languages, profile };
  const fitted = await fitReferencesInThread(order, onFitted, signal);
  return { bytes: fitted.bytes, card: cardOf(input, fitted) };
}

function refuseFewReferences({ samples, families }: ChosenSamples): void {
  const named = families.slice(0, namedCount(families));
  if (named.length < 2 || named.length > mostFamilies) {
    throw new UserError(
      `references tell families apart, so they must be of 2 to ${mostFamilies} of them; there ` +
        `${named.length === 1 ? `is only "${named[0]!}"` : `are ${named.length}`} ` +
        `("${humanFamily}" and "${otherFamily}" are the background and no families)`,
    );
  }
  const few = named.flatMap((family) => {
    const own = samples.filter((sample) => sample.family === family);
    return own.length < fewestReferences ? [`"${family}" has ${own.length}`] : [];
  });
  if (few.length > 0) {
    throw new UserError(
      `a family needs at least ${fewestReferences} references, and some hundred to be worth it: ` +
        `${listed(few)}. Collect more answers, or leave these rows out`,
    );
  }
  for (const family of named) {
    const own = samples.filter((sample) => sample.family === family);
    const prompts = new Set(own.map(({ promptId }) => promptId)).size;
    if (prompts >= fewestPrompts) continue;
    throw new UserError(
      `the ${own.length} references of "${family}" answer only ${count(prompts, 'prompt')}; at least ` +
        `${fewestPrompts} are needed, since prompts are held out to measure errors (--prompt-field)`,
    );
  }
}

/** Sentences on what the figures cannot say; none is a reason to stop. */
export function referenceCaveats({ samples, families }: ChosenSamples): string[] {
  const named = families.slice(0, namedCount(families));
  const promptsOf = named.map(
    (family) =>
      new Set(samples.filter((own) => own.family === family).map(({ promptId }) => promptId)),
  );
  const isMetBy = (k: number, j: number): boolean =>
    j !== k && [...promptsOf[k]!].some((prompt) => promptsOf[j]!.has(prompt));
  const apart = named.filter((_, k) => !named.some((__, j) => isMetBy(k, j)));
  return [
    'a local profile judges only among the families of its references, and only texts that answer such prompts',
    ...(named.length < 3
      ? [
          'with two families nobody can be left out, so how often a stranger is called one of them was not measured',
        ]
      : []),
    ...(apart.length > 0
      ? [
          `${listed(apart.map((family) => `"${family}"`))}: no prompt in common with any other family, so what is ` +
            'said of a prompt may be taken for a habit. Answers of all families to the same prompts would be better',
        ]
      : []),
    ...(samples.some(({ family }) => family === humanFamily)
      ? []
      : [
          'no references by people: what people wrote will be left unknown, or attributed to a family',
        ]),
  ];
}

function cardOf(
  input: ReferencesInput,
  { bytes, models, figures }: FittedReferences,
): ReferencesCard {
  const { id, chosen, files, ledger, begunWith } = input;
  const { samples, families, languages } = chosen;
  const byPrompt = [...new Set(samples.map(({ source }) => source))];
  const caveats = referenceCaveats(chosen);
  const way = {
    kind: 'prompts',
    wholeSources: [],
    byPrompt,
    fits: promptPartCount,
    caveats,
  } as const;
  const about = { id, families, languages, samples, models, figures, files, ledger, bytes };
  const card = describeOwnProfile({ ...about, way, caveats });
  const perFamily = smallest(chosen);
  const { kind, wholeSources, fits } = card.heldOut;
  return {
    ...card,
    summary: summaryOf(chosen, figures),
    heldOut: { kind, wholeSources, byPrompt, fits, statement },
    references: {
      begunWith,
      perFamily,
      rows: figures.family,
      groupsOf10: figures.familyOf10,
      strangers: figures.strangers,
      strangerMatches: figures.strangerMatches,
      advice: adviceFor(perFamily, figures.family),
    },
  };
}

const statement =
  `One part in ${promptPartCount} of the prompts after the other was left out; its texts were judged by weights ` +
  'and factors that had not seen them. Families were left out as well, and played strangers.';

function smallest({ samples, families }: ChosenSamples): number {
  const named = families.filter((family) => !isBackground(family));
  return Math.min(...named.map((name) => samples.filter(({ family }) => family === name).length));
}

/** Every report shows this line, so it says what kind of profile it is. */
function summaryOf({ samples, families }: ChosenSamples, figures: ReferenceFigures): string {
  return (
    `matched references, ${count(samples.length, 'text')} of ${count(namedCount(families), 'family', 'families')}; ` +
    `on prompts it never saw, the right family comes first for ${percent(figures.family)} of single texts and ` +
    `${percent(figures.familyOf10)} of groups of 10; others can only be unknown`
  );
}

function percent(share: number): string {
  return `${Math.round(share * 100)} %`;
}

function listed(names: readonly string[]): string {
  const rest = names.length - namesShown;
  const shown = names.slice(0, namesShown).join(', ');
  return rest > 0 ? `${shown} and ${count(rest, 'more', 'more')}` : shown;
}
