/** Held-out texts → everything that a profile says about probability, and the figures of its card. */

import type { FittedCalibration } from '../engine/profile.ts';
import type { TypicalScores } from '../engine/typicality.ts';
import {
  chooseThreshold,
  crossFit,
  nullTail,
  precisionAt,
  type UnseenText,
} from './calibrate-unseen.ts';
import { fitStack, type HeldOutText } from './fit-calibration.ts';
import { type UnseenFigures, unseenFigures } from './figures.ts';
import { fitLikelyMixture } from './fit-likely-mixture.ts';
import { fitMixture } from './fit-mixture.ts';
import { fitTextures } from './fit-textures.ts';
import { fitTypicality } from './fit-typicality.ts';

/** Models within a family are told apart on texts that the weights have seen, so their logits are
 *  too sure of themselves; this factor was set by the held-out prompts of protocol A. */
const modelSharpness = 0.5;

export interface Calibrated {
  readonly calibration: FittedCalibration;
  readonly nullTail: Uint32Array;
  readonly confusion: Float64Array;
  readonly typicalScores: TypicalScores;
  readonly figures: UnseenFigures;
}

/** `unseen`: the same texts, by stacks that never saw their sources. */
export function calibrate(
  texts: readonly HeldOutText[],
  families: readonly string[],
  heldOut: FittedCalibration['heldOut'],
  unseen: readonly UnseenText[] = crossFit(texts, families),
): Calibrated {
  const stack = fitStack(texts, families);
  const threshold = chooseThreshold(unseen, families);
  // On new prompts of a known kind, single texts are as they were when they were held out.
  const likely = heldOut === 'sources' ? null : fitLikelyMixture(unseen, families);
  const { confusion, shareError, shareCoverage, ...mixture } = {
    ...fitMixture(unseen, families),
    ...likely,
  };
  return {
    calibration: {
      ...stack,
      modelSharpness,
      ...mixture,
      matchThreshold: stack.sharpness.map(() => threshold),
      matchPrecision: precisionAt(unseen, families, threshold),
      textures: fitTextures(texts),
      heldOut,
    },
    nullTail: nullTail(unseen, families),
    confusion,
    typicalScores: fitTypicality(unseen, families),
    figures: { ...unseenFigures(unseen, families, threshold), shareError, shareCoverage },
  };
}
