/**
 * The Gaussian kernel of four bandwidths as random features: the mean of a window's features stands for
 * the whole window, so that comparing two windows takes linear time. Source: Rahimi and Recht 2007.
 */

import { createRandom, type Random } from '../../engine/random.ts';
import { unwhitenFunction, type Whitening } from './whitening.ts';

export interface RandomKernel {
  readonly inputs: number;
  /** One frequency per row. Each gives a cosine and a sine. */
  readonly frequencies: Float64Array;
  readonly center: Float64Array;
}

/** In medians of the distance between two benign prompts, as the published detector has them. */
const bandwidths = [0.5, 1, 2, 4] as const;

/** A kernel of whitened vectors that takes them as they are: the whitening is in its frequencies. */
export function createRandomKernel(
  whitening: Whitening,
  frequencies: number,
  median: number,
  seed: number,
): RandomKernel {
  const random = createRandom(seed);
  const inputs = whitening.size;
  const values = new Float64Array(frequencies * inputs);
  for (let i = 0; i < frequencies; i++) {
    const bandwidth = bandwidths[i % bandwidths.length]! * median;
    const row = values.subarray(i * inputs, (i + 1) * inputs);
    for (let k = 0; k < inputs; k++) row[k] = normal(random) / bandwidth;
    unwhitenFunction(whitening, row);
  }
  return { inputs, frequencies: values, center: whitening.mean };
}

export function kernelFeatureCount({ inputs, frequencies }: RandomKernel): number {
  return (2 * frequencies.length) / inputs;
}

export function kernelFeatures(
  { inputs, frequencies, center }: RandomKernel,
  vector: Float64Array,
  into: Float64Array,
): void {
  for (let from = 0, at = 0; from < frequencies.length; from += inputs) {
    let angle = 0;
    for (let k = 0; k < inputs; k++) angle += frequencies[from + k]! * (vector[k]! - center[k]!);
    into[at++] = Math.cos(angle);
    into[at++] = Math.sin(angle);
  }
}

/** Box and Muller's. */
function normal(random: Random): number {
  return Math.sqrt(-2 * Math.log(1 - random.next())) * Math.cos(2 * Math.PI * random.next());
}

/** Between pairs of rows drawn at random. */
export function medianDistance(rows: readonly Float64Array[], seed: number): number {
  const random = createRandom(seed);
  const pairs = 1000;
  const distances = Float64Array.from({ length: pairs }, () => {
    const a = rows[random.below(rows.length)]!;
    const b = rows[random.below(rows.length)]!;
    let sum = 0;
    for (let i = 0; i < a.length; i++) sum += (a[i]! - b[i]!) ** 2;
    return Math.sqrt(sum);
  });
  return distances.sort()[pairs >> 1]! || 1;
}
