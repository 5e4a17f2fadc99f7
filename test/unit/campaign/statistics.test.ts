/** Tails of distributions, against values from tables. */

import { expect, test } from 'vitest';
import {
  binomialUpper,
  chiSquareLower,
  chiSquareUpper,
  hypergeometricUpper,
  poissonLower,
} from '../../../server/campaign/statistics.ts';

test.each([
  ['χ² 3.841 of 1', chiSquareUpper(3.841458820694124, 1), 0.05],
  ['χ² 18.307 of 10', chiSquareUpper(18.307038053275146, 10), 0.05],
  ['χ² 3.940 of 10, below', chiSquareLower(3.9402991361190605, 10), 0.05],
  ['Poisson of 3, at most 2', poissonLower(2, 3), 0.42319008112684353],
  ['Poisson of 40, none', poissonLower(0, 40), Math.exp(-40)],
  ['binomial, 8 of 10 heads or more', binomialUpper(8, 10, 0.5), 56 / 1024],
  ['binomial, all of 30', binomialUpper(30, 30, 0.1), 1e-30],
  [
    'tea that a lady tastes, 3 of 4',
    hypergeometricUpper(3, { drawn: 4, marked: 4, total: 8 }),
    17 / 70,
  ],
  [
    'tea that a lady tastes, 4 of 4',
    hypergeometricUpper(4, { drawn: 4, marked: 4, total: 8 }),
    1 / 70,
  ],
  ['none or more', hypergeometricUpper(0, { drawn: 4, marked: 4, total: 8 }), 1],
])('%s', (_, found, expected) => {
  expect(found / expected).toBeCloseTo(1, 7);
});
