/** Experts' logits → calibrated probabilities of families, and of models within them. */

import { softmax } from './numbers.ts';
import type { Calibration, Profile } from './profile.ts';
import type { Scores } from './score.ts';

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

/** Sums to 1, in the profile's order of families. */
export function familyProbabilities(profile: Profile, scores: Scores, chars: number): Float64Array {
  const logits = stackedLogits(profile.calibration, scores.families, chars);
  softmax(logits);
  return logits;
}

/** Probability of each model given that its family is right; sums to 1 within each family. */
export function modelProbabilities(profile: Profile, scores: Scores): Float64Array {
  const probabilities = new Float64Array(profile.models.length);
  const { modelSharpness } = profile.calibration;
  profile.families.forEach((_, family) => {
    const members = [...profile.models.keys()].filter((m) => profile.models[m]!.family === family);
    const logits = Float64Array.from(members, (m) => scores.models[m]! * modelSharpness);
    softmax(logits);
    members.forEach((m, i) => (probabilities[m] = logits[i]!));
  });
  return probabilities;
}
