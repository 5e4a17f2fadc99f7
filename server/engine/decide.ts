/** Probabilities → a verdict. A match needs a calibrated probability and experts that agree. */

import { binOf } from './calibrate.ts';
import type { Judgement } from './judgement.ts';
import { argmax, basisPointsPerUnit, softmax, toBasisPoints } from './numbers.ts';
import type { Calibration, Profile } from './profile.ts';
import type { Scorer } from './score.ts';
import { textureOf } from './texture.ts';
import type { Tokens } from './tokens.ts';
import { typicalityIn } from './typicality.ts';

/** The background class of everything that no named family wrote; never a match. */
export const otherFamily = 'other';
export const humanFamily = 'human';

export const tooShort: Judgement = {
  verdict: 'too-short',
  family: null,
  model: null,
  modelProbability: null,
  probability: null,
  typicality: null,
  pValue: null,
  posterior: [],
  texture: [],
};

export function decide(
  profile: Profile,
  scorer: Scorer,
  families: Float64Array,
  tokens: Tokens,
): Judgement {
  const chars = tokens.length;
  const posterior = toBasisPoints(families);
  const top = argmax(posterior);
  const family = profile.families[top]!;
  const probability = posterior[top]! / basisPointsPerUnit;
  const isMatch = callsMatch(profile, scorer.families, posterior, chars);
  return {
    verdict: isMatch ? 'match' : 'unknown',
    family,
    ...likeliestModel(profile, scorer, top, probability),
    probability,
    typicality: typicalityIn(profile.calibration, scorer.families, top, chars),
    pValue: pValueOf(profile.calibration, posterior[top]!),
    posterior,
    texture: textureOf(tokens, profile.keptWords),
  };
}

/** Whether the evidence names a family: it is probable enough for the text's length, and the experts
 *  agree. They see different things, so their disagreement is a sign of a text like none before. */
export function callsMatch(
  profile: {
    readonly families: readonly string[];
    readonly calibration: Pick<Calibration, 'lengthBounds' | 'matchThreshold'>;
  },
  experts: readonly ArrayLike<number>[],
  posterior: readonly number[],
  chars: number,
): boolean {
  const { calibration, families } = profile;
  const top = argmax(posterior);
  const threshold = calibration.matchThreshold[binOf(calibration.lengthBounds, chars)]!;
  return (
    families[top] !== otherFamily &&
    posterior[top]! >= threshold * basisPointsPerUnit &&
    experts.every((logits) => argmax(logits) === top)
  );
}

/** The likeliest model of a family, with the probability of family *and* model. */
function likeliestModel(
  profile: Profile,
  scorer: Scorer,
  family: number,
  probability: number,
): Pick<Judgement, 'model' | 'modelProbability'> {
  const logits = scorer.scoreModels(family);
  for (let k = 0; k < logits.length; k++) logits[k]! *= profile.calibration.modelSharpness;
  if (logits.length === 0) return { model: null, modelProbability: null };
  softmax(logits);
  const best = argmax(logits);
  const joint = Math.round(logits[best]! * probability * basisPointsPerUnit) / basisPointsPerUnit;
  const { name } = profile.models[profile.modelsOf[family]!.from + best]!;
  return { model: name, modelProbability: joint };
}

/**
 * Conformal p-value of "this text is not of the called family": how often a calibration text, from a
 * source the weights never saw, gave a family that was not its own at least this probability.
 */
function pValueOf({ nullTail }: Calibration, points: number): number {
  return (1 + nullTail[points]!) / (1 + nullTail[0]!);
}
