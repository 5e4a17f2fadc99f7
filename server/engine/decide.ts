/** Probabilities → a verdict. A match needs a calibrated probability and experts that agree. */

import { lengthBin } from './calibrate.ts';
import type { Judgement } from './judgement.ts';
import { argmax, basisPointsPerUnit, toBasisPoints } from './numbers.ts';
import type { Profile } from './profile.ts';
import type { Scores } from './score.ts';

/** The background class of everything that no named family wrote; never a match. */
export const otherFamily = 'other';
export const humanFamily = 'human';

export const tooShort: Judgement = {
  verdict: 'too-short',
  family: null,
  model: null,
  modelProbability: null,
  probability: null,
  pValue: null,
  posterior: [],
};

export function decide(
  profile: Profile,
  scores: Scores,
  families: Float64Array,
  models: Float64Array,
  chars: number,
): Judgement {
  const { calibration } = profile;
  const posterior = toBasisPoints(families);
  const top = argmax(posterior);
  const family = profile.families[top]!;
  const probability = posterior[top]! / basisPointsPerUnit;
  // Experts see different things, so their disagreement is a sign of a text like none before.
  const agree = scores.families.every((logits) => argmax(logits) === top);
  const isMatch =
    agree &&
    family !== otherFamily &&
    probability >= calibration.matchThreshold[lengthBin(calibration, chars)]!;
  return {
    verdict: isMatch ? 'match' : 'unknown',
    family,
    ...likeliestModel(profile, models, top, probability),
    probability,
    pValue: pValueOf(profile, posterior[top]!),
    posterior,
  };
}

function likeliestModel(
  profile: Profile,
  models: Float64Array,
  family: number,
  probability: number,
): { model: string | null; modelProbability: number | null } {
  let best = -1;
  profile.models.forEach((model, index) => {
    if (model.family === family && (best < 0 || models[index]! > models[best]!)) best = index;
  });
  if (best < 0) return { model: null, modelProbability: null };
  const joint = Math.round(models[best]! * probability * basisPointsPerUnit) / basisPointsPerUnit;
  return { model: profile.models[best]!.name, modelProbability: joint };
}

/**
 * Conformal p-value of "this text is not of the called family": how often a calibration text, from a
 * source the weights never saw, gave a family that was not its own at least this probability.
 */
function pValueOf(profile: Profile, points: number): number {
  const { nullTail } = profile.calibration;
  return (1 + nullTail[points]!) / (1 + nullTail[0]!);
}
