/**
 * Do the prompts of a window come from the population of the benign history? A two-sample test with the
 * kernel of random-kernel.ts on how prompts are written. Its null comes from the user's own history:
 * a third of it sets the scales, the rest says how far apart two benign windows are.
 */

import { hashText } from '../../engine/hash.ts';
import { createRandom } from '../../engine/random.ts';
import { describePrompt, promptFeatureCount } from './prompt-features.ts';
import {
  createRandomKernel,
  kernelFeatureCount,
  kernelFeatures,
  medianDistance,
  type RandomKernel,
} from './random-kernel.ts';
import { statedP } from '../statistics.ts';
import { upperTail, weightSumsOf, type WeightSums } from './weighted-chi-square.ts';
import { covarianceOf, fitWhitening, meanOf, whiten, type Whitening } from './whitening.ts';

export interface WindowTest {
  readonly standard: Standard;
  readonly kernel: RandomKernel;
  /** Of kernel features. */
  readonly spread: Whitening;
  /**
   * Mean of the held-out part in whitened kernel features. That of the other part would be too near: what is rare
   * in it has both a small mean and a small spread.
   */
  readonly reference: Float64Array;
  readonly null: WeightSums;
  /** Squared distance of contiguous parts of the history beyond what chance explains. */
  readonly drift: number;
  /** Prompts behind the reference. */
  readonly referred: number;
  /** Hashes of the prompts of the history. */
  readonly known: ReadonlySet<number>;
}

export interface WindowResult {
  readonly prompts: number;
  /** Squared distance between the window and the history, over what is expected of a benign window. */
  readonly ratio: number;
  readonly pValue: number;
  /** An alarm budget that may be multiplied over windows: its expectation is at most 1 if all is benign. */
  readonly eValue: number;
}

/** Center and scale of each feature in the history. */
interface Standard {
  readonly mean: Float64Array;
  readonly scale: Float64Array;
}

/** Fewer prompts say too little about how benign windows differ. */
export const leastHistory = 400;
/** Prompts that are nearly all the same say nothing about how others differ. */
const leastDifferent = 100;
/** More prompts sharpen nothing and cost memory: 4,000 of them are 10 MB while fitting. */
export const mostHistory = 4000;
/** An alarm: three benign windows in a thousand, as the published detector has. */
export const alarmPValue = 0.003;

// Chosen on pairs of sources among 48 to 256, 0.02 to 0.5, 0.02 to 0.4, and 2 to 4.
const frequencyCount = 128;
const ridge = 0.1;
const spreadRidge = 0.03;
/** One of so many sets the scales: a mean that is known well is worth more than scales that are. */
const parts = 3;
/** In standard deviations: one odd prompt must not decide about a window. */
const furthest = 4;
const driftParts = 8;

/** Null if the history is too short or too uniform. `history` is in the order of time. */
export function fitWindowTest(prompts: readonly string[], seed: number): WindowTest | null {
  const known = new Set(prompts.map(hashText));
  if (prompts.length < leastHistory || known.size < leastDifferent) return null;
  const chosen = evenlyChosen(prompts, mostHistory);
  const described = chosen.map(describe);
  const standard = standardOf(described);
  for (const row of described) standardize(standard, row);
  const { fitted, heldOut } = divide(described, seed);
  const whitening = fitWhitening(fitted, ridge);
  const whitened = fitted.map((row) => row.slice());
  for (const row of whitened) whiten(whitening, row);
  const median = medianDistance(whitened, seed);
  const kernel = createRandomKernel(whitening, frequencyCount, median, seed);
  const spread = fitWhitening(
    fitted.map((row) => featuresOf(kernel, row)),
    spreadRidge,
  );
  const others = heldOut.map((row) => featuresOf(kernel, row));
  for (const row of others) whiten(spread, row);
  const reference = meanOf(others);
  const nullSums = weightSumsOf(covarianceOf(others, reference), spread.size);
  return {
    standard,
    kernel,
    spread,
    reference,
    null: nullSums,
    drift: driftOf(others, reference, nullSums.first),
    referred: others.length,
    known,
  };
}

/** A window that is filled prompt by prompt, and of which no prompt is kept. */
export interface OpenWindow {
  /** `features`: those of the prompt, if they are known from another window. */
  add(prompt: string, features?: Float64Array): void;
  readonly prompts: number;
  /** Of what was added since the beginning. */
  result(): WindowResult;
}

export function openWindow(test: WindowTest): OpenWindow {
  const sum = new Float64Array(test.spread.size);
  const novel = new Map<number, number>();
  let count = 0;
  return {
    add(prompt, features = promptFeatures(test, prompt)) {
      for (let i = 0; i < sum.length; i++) sum[i]! += features[i]!;
      const hash = hashText(prompt);
      if (!test.known.has(hash)) novel.set(hash, (novel.get(hash) ?? 0) + 1);
      count++;
    },
    get prompts() {
      return count;
    },
    result: () => resultOf(test, sum, count, novel),
  };
}

/** Kernel features of one prompt. */
export function promptFeatures(test: WindowTest, prompt: string): Float64Array {
  const row = describe(prompt);
  standardize(test.standard, row);
  return featuresOf(test.kernel, row);
}

export function testWindow(test: WindowTest, prompts: readonly string[]): WindowResult {
  const window = openWindow(test);
  for (const prompt of prompts) window.add(prompt);
  return window.result();
}

function resultOf(
  test: WindowTest,
  sum: Float64Array,
  count: number,
  novel: ReadonlyMap<number, number>,
): WindowResult {
  if (count === 0) return { prompts: 0, ratio: 1, pValue: 1, eValue: 1 };
  const mean = sum.map((value) => value / count);
  whiten(test.spread, mean);
  let distance = 0;
  for (let i = 0; i < mean.length; i++) distance += (mean[i]! - test.reference[i]!) ** 2;
  const expected = expectedScale(test, count, novel);
  const value = distance / expected;
  const ratio = value / test.null.first;
  const pValue = windowPValue(test, ratio);
  return {
    prompts: count,
    ratio,
    pValue,
    eValue: 0.5 / Math.sqrt(pValue),
  };
}

/** Of a benign window that is so much farther away than expected, or more. */
export function windowPValue(test: WindowTest, ratio: number): number {
  return statedP(upperTail(ratio * test.null.first, test.null));
}

/**
 * By how much the covariance of one prompt shrinks in the distance between a benign window and the
 * reference: both means vary. New prompts that come from a small set vary more than as many different
 * ones would; how small it is, those that occur once and twice tell, and a prompt that somebody
 * repeats a hundred times does not change that.
 */
function expectedScale(
  test: WindowTest,
  count: number,
  novel: ReadonlyMap<number, number>,
): number {
  let once = 0;
  let twice = 0;
  let all = 0;
  for (const times of novel.values()) {
    all += times;
    if (times === 1) once++;
    else if (times === 2) twice++;
  }
  const repeated = (all / count) * ((2 * twice) / Math.max(1, once));
  return (1 + repeated) / count + 1 / test.referred + test.drift / test.null.first;
}

const describe = (prompt: string): Float64Array => {
  const row = new Float64Array(promptFeatureCount);
  describePrompt(prompt, row);
  return row;
};

function featuresOf(kernel: RandomKernel, row: Float64Array): Float64Array {
  const features = new Float64Array(kernelFeatureCount(kernel));
  kernelFeatures(kernel, row, features);
  return features;
}

function evenlyChosen<T>(items: readonly T[], most: number): readonly T[] {
  if (items.length <= most) return items;
  return Array.from({ length: most }, (_, i) => items[Math.floor((i * items.length) / most)]!);
}

function standardOf(rows: readonly Float64Array[]): Standard {
  const mean = meanOf(rows);
  const scale = new Float64Array(mean.length);
  for (const row of rows) {
    for (let i = 0; i < mean.length; i++) scale[i]! += (row[i]! - mean[i]!) ** 2 / rows.length;
  }
  // What the history hardly ever has must not become infinitely odd when it comes once.
  return { mean, scale: scale.map((variance) => Math.sqrt(variance + 1e-3)) };
}

function standardize({ mean, scale }: Standard, row: Float64Array): void {
  for (let i = 0; i < row.length; i++) {
    const value = (row[i]! - mean[i]!) / scale[i]!;
    row[i] = Math.max(-furthest, Math.min(furthest, value));
  }
}

/** Runs of neighbors stay together: what follows each other in a log is alike. */
function divide(
  rows: readonly Float64Array[],
  seed: number,
): { fitted: Float64Array[]; heldOut: Float64Array[] } {
  const run = Math.max(1, Math.floor(rows.length / 40));
  const first = createRandom(seed).below(parts);
  const isFitted = (index: number): boolean => Math.floor(index / run) % parts === first;
  return {
    fitted: rows.filter((_, index) => isFitted(index)),
    heldOut: rows.filter((_, index) => !isFitted(index)),
  };
}

/** Less one standard error, so that a history without drift is rarely charged for one. */
function driftOf(rows: readonly Float64Array[], reference: Float64Array, expected: number): number {
  const length = Math.floor(rows.length / driftParts);
  const excesses = Array.from({ length: driftParts }, (_, part) => {
    const mean = meanOf(rows.slice(part * length, (part + 1) * length));
    let distance = 0;
    for (let i = 0; i < mean.length; i++) distance += (mean[i]! - reference[i]!) ** 2;
    return distance - expected * (1 / length - 1 / rows.length);
  });
  const average = excesses.reduce((a, b) => a + b, 0) / driftParts;
  const variance = excesses.reduce((a, b) => a + (b - average) ** 2, 0) / (driftParts - 1);
  return Math.max(0, average - Math.sqrt(variance / driftParts));
}
