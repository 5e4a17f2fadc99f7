/** Labelled texts of a user → the samples that their profile learns from, under which families. */

import { createRandom } from '../engine/random.ts';
import { detectLanguage } from '../samples/language.ts';
import { type LabelledSample, withoutReasoning } from './corpus.ts';
import { isBackground, withBackground } from './families.ts';
import { minimumChars } from './fit-calibration.ts';
import type { UnusedReason, UnusedText } from './ledger.ts';
import type { LabelledText } from './read-labelled.ts';
import type { RowLabels } from './row-labels.ts';
import { modelName } from './select-samples.ts';

export interface ChosenSamples {
  readonly samples: readonly LabelledSample[];
  /** The named ones in order of their names, then the background. */
  readonly families: readonly string[];
  /** Those in which at least two named families have enough texts; if there is none, the commonest. */
  readonly languages: readonly string[];
  readonly unused: readonly UnusedText[];
}

/** A fifth of these is ten, and error rates of fewer are worth nothing. */
export const fewestTexts = 50;
/** As for the profile that ships: by then a fingerprint is settled. */
const mostChars = 5000;
/** Of one model in one source: more of them teach the source. The profile that ships takes 60, from many
 *  sources; who has few sources may have little else. */
const mostPerModel = 500;
/** Half as many again as the profile that ships learns from, which takes minutes and a gigabyte. */
const mostTexts = 30_000;
const seed = 11;

/** A text that may be learned from, and where it stands. */
interface Candidate {
  readonly sample: LabelledSample;
  readonly from: LabelledText;
}

/** If no row names a family, every model is one of its own; null if only others do. */
export function familyOf(labels: RowLabels, hasFamilies: boolean): string | null {
  if (hasFamilies) return labels.family;
  return labels.model === null ? null : modelName(labels.model);
}

export async function chooseSamples(texts: readonly LabelledText[]): Promise<ChosenSamples> {
  const unused: UnusedText[] = [];
  const leave = ({ file, row }: LabelledText, reason: UnusedReason, message: string): void =>
    void unused.push({ file, row, reason, message });
  const hasFamilies = texts.some(({ labels }) => labels.family !== null);
  const seen = new Set<string>();
  const candidates: Candidate[] = [];
  for (const from of texts) {
    const family = familyOf(from.labels, hasFamilies);
    const text = withoutReasoning(from.text).slice(0, mostChars);
    if (family === null) leave(from, 'no-label', 'no family, which other rows have');
    else if (text.trim().length < minimumChars) leave(from, 'too-short', 'too short to learn from');
    else if (seen.has(text)) leave(from, 'copy', 'the same text came before');
    else {
      seen.add(text);
      candidates.push({ from, sample: await sampleOf(from, family, text) });
    }
  }
  const families = withBackground(namedFamilies(candidates));
  const languages = commonLanguages(candidates);
  const understood = candidates.filter(({ from, sample }) => {
    const isKnown = sample.lang === '' || languages.includes(sample.lang);
    if (!isKnown) leave(from, 'language', 'a language that too few texts are in');
    return isKnown;
  });
  const drawn = draw(understood);
  const kept = understood.filter((candidate) => {
    if (!drawn.has(candidate)) leave(candidate.from, 'not-needed', 'enough texts were drawn');
    return drawn.has(candidate);
  });
  return { samples: kept.map(({ sample }) => sample), families, languages, unused };
}

/** `lang` is empty where it cannot be told: such texts are judged as well. */
async function sampleOf(
  { file, labels, prompt }: LabelledText,
  family: string,
  text: string,
): Promise<LabelledSample> {
  return {
    source: labels.source ?? file,
    model: labels.model ?? family,
    family,
    promptId: prompt,
    hint: '',
    lang: (await detectLanguage(text)) ?? '',
    text,
  };
}

function namedFamilies(candidates: readonly Candidate[]): string[] {
  const names = new Set(candidates.map(({ sample }) => sample.family));
  return [...names].filter((family) => !isBackground(family)).sort();
}

function commonLanguages(candidates: readonly Candidate[]): string[] {
  const known = candidates.filter(({ sample }) => sample.lang !== '');
  const bySize = [...Map.groupBy(known, ({ sample }) => sample.lang)].sort(
    ([a, some], [b, others]) => others.length - some.length || (a < b ? -1 : 1),
  );
  const common = bySize.filter(([, own]) => {
    const byFamily = Map.groupBy(own, ({ sample }) => sample.family);
    const large = namedFamilies(own).filter(
      (family) => byFamily.get(family)!.length >= fewestTexts,
    );
    return large.length >= 2;
  });
  // Where texts are too few, that is what is to be said, not that they are in no language.
  const chosen = common.length > 0 ? common : bySize.slice(0, 1);
  return chosen.map(([language]) => language).sort();
}

/** At most so many of each model of each source, drawn by a seed. */
function draw(candidates: readonly Candidate[]): Set<Candidate> {
  const order = Int32Array.from(candidates.keys());
  createRandom(seed).shuffle(order);
  const shuffled = Array.from(order, (index) => candidates[index]!);
  const cells = [
    ...Map.groupBy(shuffled, ({ sample }) =>
      JSON.stringify([sample.source, modelName(sample.model)]),
    ).values(),
  ];
  const sizeAt = (cap: number): number =>
    cells.reduce((sum, cell) => sum + Math.min(cap, cell.length), 0);
  let cap = mostPerModel;
  while (cap > 1 && sizeAt(cap) > mostTexts) cap--;
  return new Set(cells.flatMap((cell) => cell.slice(0, cap)));
}
