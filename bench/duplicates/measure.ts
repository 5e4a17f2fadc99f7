/** How often edited texts are found again, and how often different ones are taken for the same. */

import { groupSimilar } from '../../server/engine/group-similar.ts';
import { createRandom } from '../../server/engine/random.ts';
import { bands, sketchOf } from '../../server/engine/sketch.ts';
import type { LabelledSample } from '../../server/train/corpus.ts';
import { mean } from '../../server/train/mean.ts';
import { edits, wordsOf } from './edits.ts';

export const lengths = [
  { name: '20–60 words', least: 20, most: 60 },
  { name: '60–200 words', least: 60, most: 200 },
  { name: 'over 200 words', least: 200, most: Infinity },
] as const;

export const textsPerLength = 400;

export interface EditRow {
  readonly edit: string;
  /** Per length: share of the edited texts that were found, and the mean share of three-word runs that
   *  they have in common with the text they were. */
  readonly cells: readonly { readonly found: number; readonly jaccard: number }[];
}

export function measureEdits(texts: readonly string[]): EditRow[] {
  const random = createRandom(1);
  const chosen = lengths.map(({ least, most }) =>
    texts
      .filter((text) => wordsOf(text).length >= least && wordsOf(text).length < most)
      .slice(0, textsPerLength),
  );
  return edits.map(([name, edit]) => ({
    edit: name,
    cells: chosen.map((originals) => {
      const edited = originals.map((text) => edit(text, random));
      const groups = groupTexts([...originals, ...edited]);
      const isFound = originals.map((_, i) => groups[i] === groups[originals.length + i]);
      return {
        found: mean(isFound.map(Number)),
        jaccard: mean(originals.map((text, i) => jaccard(runsOf(text), runsOf(edited[i]!)))),
      };
    }),
  }));
}

export interface SourceRow {
  readonly source: string;
  /** Different to the letter. */
  readonly texts: number;
  readonly nearCopies: number;
  /** Of these: by the share of three-word runs in common with the most alike of their cluster. */
  readonly above80: number;
  readonly above60: number;
  readonly below60: number;
  /** Of all pairs of answers to one prompt that share at least 80 %: how many were found. */
  readonly pairs: number;
  readonly pairsFound: number;
}

export function measureSource(source: string, samples: readonly LabelledSample[]): SourceRow {
  const distinct = [...new Map(samples.map((sample) => [sample.text, sample])).values()];
  const groups = groupTexts(distinct.map(({ text }) => text));
  const runs = distinct.map(({ text }) => runsOf(text));
  const clusters = Map.groupBy(distinct.keys(), (text) => groups[text]!);
  const likeness = [...clusters.values()].flatMap((cluster) =>
    cluster.slice(1).map((text) => {
      const others = cluster.filter((other) => other !== text);
      return Math.max(...others.map((other) => jaccard(runs[text]!, runs[other]!)));
    }),
  );
  const count = (low: number, high: number): number =>
    likeness.filter((share) => share >= low && share < high).length;
  let pairs = 0;
  let pairsFound = 0;
  const prompts = Map.groupBy(distinct.keys(), (text) => distinct[text]!.promptId);
  for (const texts of prompts.values()) {
    for (const [a, b] of pairsOf(texts)) {
      if (jaccard(runs[a]!, runs[b]!) < 0.8) continue;
      pairs++;
      if (groups[a] === groups[b]) pairsFound++;
    }
  }
  return {
    source,
    texts: distinct.length,
    nearCopies: likeness.length,
    above80: count(0.8, Infinity),
    above60: count(0.6, 0.8),
    below60: count(-Infinity, 0.6),
    pairs,
    pairsFound,
  };
}

function* pairsOf(texts: readonly number[]): Generator<[number, number]> {
  for (const [i, a] of texts.entries()) for (const b of texts.slice(i + 1)) yield [a, b];
}

/** As a scan does. */
function groupTexts(texts: readonly string[]): Int32Array {
  const sketches = new Uint32Array(texts.length * bands);
  texts.forEach((text, i) => {
    const units = Uint16Array.from({ length: text.length }, (_, at) => text.charCodeAt(at));
    sketches.set(sketchOf(units).subarray(0, bands), i * bands);
  });
  return groupSimilar(sketches);
}

/** The runs of three words of a text, as they are. */
function runsOf(text: string): Set<string> {
  const words = wordsOf(text);
  const runs = new Set<string>();
  for (let at = 0; at + 2 < words.length; at++) runs.add(words.slice(at, at + 3).join(' '));
  // Of a shorter text, all of it.
  return runs.size > 0 ? runs : new Set([words.join(' ')]);
}

function jaccard(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  let common = 0;
  for (const run of a) if (b.has(run)) common++;
  return common / (a.size + b.size - common);
}
