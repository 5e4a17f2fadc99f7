/**
 * Texts → what is particular about their style: counts of features, each weighed by how little it varies
 * among the decoys' answers to one prompt. What all answers to a prompt share is its topic, and what follows
 * from the length of a text is no habit; both are taken out in likeness.ts.
 */

import type { ExpertName } from '../engine/profile.ts';
import { chooseFeatures, countTexts, frequentWords, toSparseRows } from '../train/feature-table.ts';
import type { SparseRows } from '../train/fit-linear.ts';
import type { AnswerTable } from './answer-table.ts';

export interface StyleRows {
  readonly rows: SparseRows;
  readonly slotCount: number;
  /** Row of the answer of model m to prompt i, at m · prompts + i; -1: there is none. */
  readonly rowAt: Int32Array;
  /** Per row, the logarithm of the text's length. */
  readonly logLength: Float64Array;
}

const mostFeatures = 50_000;
/** In characters: what comes after the first pages of an answer would only drown short answers out. */
const charsRead = 4000;
/** So that an answer of one word is not infinitely short. */
const leastChars = 20;

export function styleRowsOf(expert: ExpertName, table: AnswerTable): StyleRows {
  const { models, promptCount } = table;
  const rowAt = new Int32Array(models.length * promptCount).fill(-1);
  const texts: string[] = [];
  models.forEach((model, m) =>
    model.texts.forEach((text, i) => {
      if (text === null) return;
      rowAt[m * promptCount + i] = texts.length;
      texts.push(text.slice(0, charsRead).toWellFormed());
    }),
  );
  const keptWords = expert === 'template' ? frequentWords(texts) : [];
  const counted = countTexts(expert, texts, keptWords, mostFeatures);
  const space = chooseFeatures(counted, Int32Array.from(texts.keys()), mostFeatures);
  const rows = toSparseRows(counted, space);
  const slotCount = space.buckets.length;
  const logLength = Float64Array.from(texts, ({ length }) => Math.log(leastChars + length));
  const style = { rows, slotCount, rowAt, logLength };
  weigh(style, table);
  return style;
}

/** Divides every feature by its standard deviation about the prompts' means, rare features by a floor. */
function weigh({ rows, slotCount, rowAt }: StyleRows, { promptCount, isDecoy }: AnswerTable): void {
  const { offsets, slots, values } = rows;
  const squares = new Float64Array(slotCount);
  const sums = new Float64Array(slotCount);
  let total = 0;
  for (let i = 0; i < promptCount; i++) {
    const here: number[] = [];
    for (let m = 0; m < isDecoy.length; m++) {
      const row = isDecoy[m] === 1 ? rowAt[m * promptCount + i]! : -1;
      if (row >= 0) here.push(row);
    }
    for (const row of here) {
      for (let j = offsets[row]!; j < offsets[row + 1]!; j++) {
        sums[slots[j]!]! += values[j]!;
        squares[slots[j]!]! += values[j]! ** 2;
      }
    }
    // Each slot's sum is used once, then cleared.
    for (const row of here) {
      for (let j = offsets[row]!; j < offsets[row + 1]!; j++) {
        const slot = slots[j]!;
        squares[slot]! -= sums[slot]! ** 2 / here.length;
        sums[slot] = 0;
      }
    }
    total += here.length;
  }
  const variances = squares.map((sum) => Math.max(0, sum) / Math.max(1, total));
  const floor = variances.toSorted()[variances.length >> 1] ?? 0;
  const weights = variances.map((variance) => 1 / Math.sqrt(Math.max(variance + floor, 1e-12)));
  for (let j = 0; j < values.length; j++) values[j]! *= weights[slots[j]!]!;
}
