/** Experts' logits → calibrated probabilities of families. */

import { softmax } from './numbers.ts';
import type { Calibration, Profile } from './profile.ts';

/** Index of the length bin of a text. */
export function lengthBin(calibration: Pick<Calibration, 'lengthBounds'>, chars: number): number {
  const bin = calibration.lengthBounds.findIndex((bound) => chars < bound);
  return bin < 0 ? calibration.lengthBounds.length : bin;
}

/** Weighted sum of experts, sharpened by length, with the bias of each family; a fresh array. */
export function stackedLogits(
  calibration: Pick<Calibration, 'expertWeights' | 'lengthBounds' | 'sharpness' | 'familyBias'>,
  experts: readonly ArrayLike<number>[],
  chars: number,
): Float64Array {
  const { expertWeights, sharpness, familyBias } = calibration;
  const factor = sharpness[lengthBin(calibration, chars)]!;
  return Float64Array.from(familyBias, (bias, family) => {
    let sum = 0;
    for (let e = 0; e < experts.length; e++) sum += expertWeights[e]! * experts[e]![family]!;
    return sum * factor + bias;
  });
}

/** Sums to 1, in the profile's order of families. `experts`: logits per expert and family. */
export function familyProbabilities(
  profile: Profile,
  experts: readonly Float64Array[],
  chars: number,
): Float64Array {
  const logits = stackedLogits(profile.calibration, experts, chars);
  softmax(logits);
  return logits;
}
