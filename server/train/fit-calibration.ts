/**
 * From held-out logits to calibrated probabilities: one weight per expert, one sharpness per length
 * bin, one bias for each background class, by gradient descent on the log loss. Few parameters on
 * purpose, since they must hold on sources that nobody has seen.
 */

import { lengthBin, stackedLogits } from '../engine/calibrate.ts';
import { humanFamily, otherFamily } from '../engine/decide.ts';
import { softmax } from '../engine/numbers.ts';
import type { Calibration } from '../engine/profile.ts';

/** One text with its experts' logits, by weights that never saw its source. */
export interface HeldOutText {
  readonly source: string;
  /** Index of its family. */
  readonly family: number;
  readonly model: string;
  readonly chars: number;
  readonly weight: number;
  readonly experts: readonly Float32Array[];
}

export type Stack = Pick<
  Calibration,
  'expertWeights' | 'lengthBounds' | 'sharpness' | 'familyBias'
>;

export const lengthBounds = [400, 1200, 3000];
const rounds = 150;

export function fitStack(texts: readonly HeldOutText[], families: readonly string[]): Stack {
  const expertCount = texts[0]!.experts.length;
  const expertWeights = new Array<number>(expertCount).fill(3 / expertCount);
  const sharpness = new Array<number>(lengthBounds.length + 1).fill(1);
  const familyBias = new Array<number>(families.length).fill(0);
  const stack = { expertWeights, lengthBounds, sharpness, familyBias };
  const background = [families.indexOf(humanFamily), families.indexOf(otherFamily)];
  const total = texts.reduce((sum, text) => sum + text.weight, 0);
  for (let round = 0; round < rounds; round++) {
    const slope = slopes(stack, texts);
    for (let e = 0; e < expertCount; e++) {
      expertWeights[e] = Math.max(0, expertWeights[e]! - (0.15 * slope.expertWeights[e]!) / total);
    }
    for (let bin = 0; bin < sharpness.length; bin++) {
      sharpness[bin] = Math.max(0.05, sharpness[bin]! - (0.3 * slope.sharpness[bin]!) / total);
    }
    for (const k of background) familyBias[k]! -= slope.familyBias[k]! / total;
  }
  return stack;
}

function slopes(
  stack: Stack,
  texts: readonly HeldOutText[],
): Record<'expertWeights' | 'sharpness' | 'familyBias', Float64Array> {
  const expertWeights = new Float64Array(stack.expertWeights.length);
  const sharpness = new Float64Array(stack.sharpness.length);
  const familyBias = new Float64Array(stack.familyBias.length);
  for (const { experts, chars, family, weight } of texts) {
    const bin = lengthBin(stack, chars);
    const factor = stack.sharpness[bin]!;
    const logits = stackedLogits(stack, experts, chars);
    const gradient = logits.slice();
    softmax(gradient);
    gradient[family]! -= 1;
    for (let k = 0; k < gradient.length; k++) {
      const pull = weight * gradient[k]!;
      familyBias[k]! += pull;
      sharpness[bin]! += (pull * (logits[k]! - stack.familyBias[k]!)) / factor;
      for (let e = 0; e < experts.length; e++) {
        expertWeights[e]! += pull * factor * experts[e]![k]!;
      }
    }
  }
  return { expertWeights, sharpness, familyBias };
}
