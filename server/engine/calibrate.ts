/** Experts' logits → calibrated probabilities of families. */

import { softmax } from './numbers.ts';
import type { Calibration } from './profile.ts';

/** The part of a calibration that makes probabilities. */
export type Stack = Pick<
  Calibration,
  | 'expertWeights'
  | 'lengthBounds'
  | 'sharpness'
  | 'marginBounds'
  | 'marginSharpness'
  | 'familyBias'
  | 'doubt'
>;

/** Index of the bin of a value, given the upper bounds of all bins but the last. */
export function binOf(bounds: readonly number[], value: number): number {
  const bin = bounds.findIndex((bound) => value < bound);
  return bin < 0 ? bounds.length : bin;
}

/** Weighted sum over experts; one value per family, a fresh array. */
export function sumOfExperts(
  { expertWeights }: Pick<Calibration, 'expertWeights'>,
  experts: readonly ArrayLike<number>[],
): Float64Array {
  const sums = new Float64Array(experts[0]!.length);
  for (let e = 0; e < experts.length; e++) {
    const weight = expertWeights[e]!;
    const logits = experts[e]!;
    for (let k = 0; k < sums.length; k++) sums[k]! += weight * logits[k]!;
  }
  return sums;
}

/** How far the largest value is above the next. */
export function marginOf(sums: Float64Array): number {
  let first = -Infinity;
  let second = -Infinity;
  for (let k = 0; k < sums.length; k++) {
    const value = sums[k]!;
    if (value > first) {
      second = first;
      first = value;
    } else if (value > second) second = value;
  }
  return first - second;
}

/** The factor from summed logits to calibrated ones. */
export function sharpnessOf(stack: Stack, sums: Float64Array, chars: number): number {
  return (
    stack.sharpness[binOf(stack.lengthBounds, chars)]! *
    stack.marginSharpness[binOf(stack.marginBounds, marginOf(sums))]!
  );
}

/** Probabilities that sum to 1, in the profile's order of families. `experts`: logits of each. */
export function familyProbabilities(
  stack: Stack,
  experts: readonly ArrayLike<number>[],
  chars: number,
): Float64Array {
  const sums = sumOfExperts(stack, experts);
  const factor = sharpnessOf(stack, sums, chars);
  for (let k = 0; k < sums.length; k++) sums[k] = sums[k]! * factor + stack.familyBias[k]!;
  softmax(sums);
  for (let k = 0; k < sums.length; k++) {
    sums[k] = (1 - stack.doubt) * sums[k]! + stack.doubt / sums.length;
  }
  return sums;
}
