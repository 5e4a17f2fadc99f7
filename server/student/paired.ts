/**
 * Student and control on the same prompts. Both answers are placed among the decoys' by their score, from 0
 * to 1, so that no single answer counts for more than one; by chance the two places differ one way as often
 * as the other.
 */

import type { Random } from '../engine/random.ts';
import type { Likeness } from './likeness.ts';

/** Per prompt, the share of the decoys' answers that score below the model's, ties half; NaN: no answer. */
export function placesAmong(
  likeness: Likeness,
  weights: Float64Array,
  model: number,
  panel: readonly number[],
): Float64Array {
  const { promptCount, isThere } = likeness;
  return Float64Array.from({ length: promptCount }, (_, i) => {
    if (isThere[model * promptCount + i] === 0) return NaN;
    const own = scoreAt(likeness, weights, model, i);
    let below = 0;
    let count = 0;
    for (const d of panel) {
      if (d === model || isThere[d * promptCount + i] === 0) continue;
      const other = scoreAt(likeness, weights, d, i);
      below += other < own ? 1 : other === own ? 0.5 : 0;
      count++;
    }
    return count === 0 ? NaN : below / count;
  });
}

function scoreAt(
  { values, modelCount, promptCount }: Likeness,
  weights: Float64Array,
  model: number,
  prompt: number,
): number {
  let score = 0;
  for (let b = 0; b < modelCount; b++) {
    if (weights[b] !== 0) {
      score += weights[b]! * values[(model * modelCount + b) * promptCount + prompt]!;
    }
  }
  return score;
}

/** Differences in [-1, 1], of the prompts that both answered, in their order. */
export function differences(first: Float64Array, second: Float64Array): Float64Array {
  return first
    .map((place, i) => place - second[i]!)
    .filter((difference) => !Number.isNaN(difference));
}

const flips = 9999;

/** P that signs drawn at random would make the mean as large: one-sided sign-flip test. */
export function signFlip(values: Float64Array, random: Random): number {
  let observed = 0;
  for (const value of values) observed += value;
  let asLarge = 1;
  for (let flip = 0; flip < flips; flip++) {
    let sum = 0;
    for (const value of values) sum += random.next() < 0.5 ? value : -value;
    // What differs by rounding alone is as large.
    if (sum >= observed - 1e-9) asLarge++;
  }
  return asLarge / (flips + 1);
}
