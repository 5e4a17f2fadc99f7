/**
 * From held-out logits to calibrated probabilities: one sharpness per length bin, one per bin of the
 * margin, one bias for each background class, by gradient descent on the log loss. Few parameters
 * on purpose, since they must hold on sources that nobody has seen.
 */

import { binOf, marginOf, type Stack, sumOfExperts } from '../engine/calibrate.ts';
import { humanFamily, otherFamily } from '../engine/decide.ts';
import { softmax } from '../engine/numbers.ts';

/** One text with its experts' logits, by weights that never saw its source. */
export interface HeldOutText {
  readonly source: string;
  /** Index of its family. */
  readonly family: number;
  readonly model: string;
  readonly chars: number;
  readonly weight: number;
  readonly experts: readonly Float32Array[];
  /** What it is made of, as `textureOf` says. */
  readonly texture: readonly number[];
  /** It plays somebody whom the weights do not know. */
  readonly isStranger?: boolean;
}

/** Words, letters and sentences say more than skeletons and edges. Set by hand: halves and ones, as
 *  anything finer would be fitted to the dozen sources that there are. */
export const expertWeights = [1, 1, 1, 0.5, 0.5];
/** Set by hand, too: on left-out sources, one in twenty of the texts with the plainest marks is of another
 *  family than these say, and plainer marks do not make it fewer. */
const doubt = 0.05;
/** Of fewer characters a profile says nothing. */
export const minimumChars = 100;
export const lengthBounds = [400, 1200, 3000];
/** Quantiles of the margin that part its bins: fine where matches are made. */
const marginQuantiles = [0.5, 0.8, 0.93, 0.98];
const rounds = 200;
const lengthStep = 0.05;
const marginStep = 0.1;
const leastSharpness = 0.05;

interface PreparedText {
  readonly sums: Float64Array;
  readonly family: number;
  readonly weight: number;
  readonly lengthBin: number;
  readonly marginBin: number;
}

export function fitStack(texts: readonly HeldOutText[], families: readonly string[]): Stack {
  const margins = Float64Array.from(texts, ({ experts }) =>
    marginOf(sumOfExperts({ expertWeights }, experts)),
  ).sort();
  const marginBounds = marginQuantiles.map((q) => margins[Math.floor(q * margins.length)]!);
  const prepared = texts.map((text) => prepare(text, marginBounds));
  const sharpness = new Array<number>(lengthBounds.length + 1).fill(0.5);
  const marginSharpness = new Array<number>(marginBounds.length + 1).fill(1);
  const familyBias = new Array<number>(families.length).fill(0);
  const stack = {
    expertWeights,
    lengthBounds,
    sharpness,
    marginBounds,
    marginSharpness,
    familyBias,
    doubt,
  };
  const background = [families.indexOf(humanFamily), families.indexOf(otherFamily)];
  const total = prepared.reduce((sum, text) => sum + text.weight, 0);
  const descend = (values: number[], slope: Slope, step: number): void => {
    for (let bin = 0; bin < values.length; bin++) {
      const change = (step * slope.sums[bin]!) / Math.max(slope.weights[bin]!, 1e-9);
      values[bin] = Math.max(leastSharpness, values[bin]! - change);
    }
  };
  for (let round = 0; round < rounds; round++) {
    const slope = slopes(stack, prepared);
    descend(sharpness, slope.length, lengthStep);
    descend(marginSharpness, slope.margin, marginStep);
    for (const k of background) familyBias[k]! -= slope.bias[k]! / total;
  }
  return stack;
}

function prepare(text: HeldOutText, marginBounds: readonly number[]): PreparedText {
  const sums = sumOfExperts({ expertWeights }, text.experts);
  return {
    sums,
    family: text.family,
    weight: text.weight,
    lengthBin: binOf(lengthBounds, text.chars),
    marginBin: binOf(marginBounds, marginOf(sums)),
  };
}

/** Per bin, the sum of the texts' slopes and of their weights. */
interface Slope {
  readonly sums: Float64Array;
  readonly weights: Float64Array;
}

function slopes(
  stack: Stack,
  texts: readonly PreparedText[],
): { length: Slope; margin: Slope; bias: Float64Array } {
  const zero = (size: number): Slope => ({
    sums: new Float64Array(size),
    weights: new Float64Array(size),
  });
  const length = zero(stack.sharpness.length);
  const margin = zero(stack.marginSharpness.length);
  const bias = new Float64Array(stack.familyBias.length);
  for (const { sums, family, weight, lengthBin, marginBin } of texts) {
    const byLength = stack.sharpness[lengthBin]!;
    const byMargin = stack.marginSharpness[marginBin]!;
    const gradient = sums.map((sum, k) => sum * byLength * byMargin + stack.familyBias[k]!);
    softmax(gradient);
    gradient[family]! -= 1;
    let along = 0;
    for (let k = 0; k < sums.length; k++) {
      bias[k]! += weight * gradient[k]!;
      along += weight * gradient[k]! * sums[k]!;
    }
    length.sums[lengthBin]! += along * byMargin;
    length.weights[lengthBin]! += weight;
    margin.sums[marginBin]! += along * byLength;
    margin.weights[marginBin]! += weight;
  }
  return { length, margin, bias };
}
