/** Random features against the Gaussian kernel that they stand for. */

import { expect, test } from 'vitest';
import {
  createRandomKernel,
  kernelFeatureCount,
  kernelFeatures,
} from '../../../../server/campaign/axes/random-kernel.ts';
import { fitWhitening, whiten } from '../../../../server/campaign/axes/whitening.ts';
import { createRandom } from '../../../../server/engine/random.ts';

const size = 12;
const median = 5;
const random = createRandom(8);

/** Correlated columns of different sizes. */
const rows = Array.from({ length: 300 }, () => {
  const row = Float64Array.from({ length: size }, (_, i) => (i + 1) * (random.next() - 0.5));
  row[1]! += row[0]!;
  return row;
});
const whitening = fitWhitening(rows, 0);

function whitened(row: Float64Array): Float64Array {
  const copy = row.slice();
  whiten(whitening, copy);
  return copy;
}

function exact(a: Float64Array, b: Float64Array): number {
  const [x, y] = [whitened(a), whitened(b)];
  const squared = x.reduce((sum, value, i) => sum + (value - y[i]!) ** 2, 0);
  const bandwidths = [0.5, 1, 2, 4].map((factor) => factor * median);
  return bandwidths.reduce((sum, width) => sum + Math.exp(-squared / (2 * width ** 2)), 0) / 4;
}

test.each([
  [128, 0.06],
  [4096, 0.012],
])('%d frequencies are within %d of the exact kernel', (frequencies, error) => {
  const kernel = createRandomKernel(whitening, frequencies, median, 1);
  const features = (row: Float64Array): Float64Array => {
    const into = new Float64Array(kernelFeatureCount(kernel));
    kernelFeatures(kernel, row, into);
    return into;
  };
  const errors = Array.from({ length: 150 }, (_, i) => {
    const [a, b] = [rows[2 * i]!, rows[2 * i + 1]!];
    const [x, y] = [features(a), features(b)];
    const product = x.reduce((sum, value, k) => sum + value * y[k]!, 0) / frequencies;
    return product - exact(a, b);
  });
  const meanSquare = errors.reduce((sum, value) => sum + value ** 2, 0) / errors.length;
  expect(Math.sqrt(meanSquare)).toBeLessThan(error);
});

test('whitened rows have the unit matrix as their covariance', () => {
  const all = rows.map(whitened);
  for (let i = 0; i < size; i++) {
    for (let k = 0; k <= i; k++) {
      const covariance = all.reduce((sum, row) => sum + row[i]! * row[k]!, 0) / all.length;
      expect(covariance).toBeCloseTo(i === k ? 1 : 0, 5);
    }
  }
});
