/** Tails against known quantiles, and against sums that were drawn. */

import { expect, test } from 'vitest';
import {
  normalUpperTail,
  upperTail,
  weightSumsOf,
} from '../../../../server/campaign/axes/weighted-chi-square.ts';
import { createRandom } from '../../../../server/engine/random.ts';

test.each([
  [0, 0.5],
  [1.959964, 0.025],
  [3.090232, 0.001],
  [-1.644854, 0.95],
  [6, 9.8659e-10],
])('a normal value of at least %d has probability %d', (z, p) => {
  expect(normalUpperTail(z) / p).toBeCloseTo(1, 3);
});

test.each([
  [10, 18.307, 0.05],
  [10, 29.588, 0.001],
  [50, 67.505, 0.05],
  [200, 267.541, 0.001],
])('%d equal weights are a chi-square: P(sum ≥ %d) = %d', (degrees, value, p) => {
  const sums = { first: degrees, second: degrees, third: degrees };
  expect(Math.abs(upperTail(value, sums) / p - 1)).toBeLessThan(0.1);
});

test('unequal weights: one in a hundred drawn sums is beyond the one percent point', () => {
  const weights = Array.from({ length: 40 }, (_, i) => 0.9 ** i);
  const size = weights.length;
  const lower = new Float64Array(size * size);
  for (const [i, weight] of weights.entries()) lower[i * size + i] = weight;
  const sums = weightSumsOf(lower, size);
  const random = createRandom(5);
  const draws = 10_000;
  let beyond = 0;
  for (let i = 0; i < draws; i++) {
    let sum = 0;
    for (const weight of weights) {
      const radius = -2 * Math.log(1 - random.next());
      sum += weight * radius * Math.cos(2 * Math.PI * random.next()) ** 2;
    }
    if (upperTail(sum, sums) <= 0.01) beyond++;
  }
  expect(beyond / draws).toBeGreaterThan(0.007);
  expect(beyond / draws).toBeLessThan(0.013);
});

test('traces of a matrix and its powers', () => {
  expect(weightSumsOf(Float64Array.of(2, 0, 1, 3), 2)).toEqual({ first: 5, second: 15, third: 50 });
});
