/** Logits become probabilities that sum to one and are never surer than their doubt allows. */

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { familyProbabilities, type Stack } from '../../../server/engine/calibrate.ts';

const sure: Stack = {
  expertWeights: [1, 0.5],
  lengthBounds: [500],
  sharpness: [0.5, 2],
  marginBounds: [3],
  marginSharpness: [1, 2],
  familyBias: [0, 0, 0.5],
  doubt: 0,
};

test('logits are added by weight, sharpened by length and margin, and biased', () => {
  // Sums 2, 1, 0 with a margin of 1; short, so half as sharp.
  const odds = [Math.exp(1), Math.exp(0.5), Math.exp(0.5)];
  const total = odds[0]! + odds[1]! + odds[2]!;
  const probabilities = familyProbabilities(
    sure,
    [
      [1, 1, 0],
      [2, 0, 0],
    ],
    100,
  );
  probabilities.forEach((p, k) => expect(p).toBeCloseTo(odds[k]! / total, 12));
});

test('doubt goes to all families alike', () => {
  const logit = fc.double({ min: -50, max: 50, noNaN: true });
  const ofFamilies = fc.array(logit, { minLength: 3, maxLength: 3 });
  const doubt = fc.double({ min: 0, max: 1, noNaN: true });
  fc.assert(
    fc.property(ofFamilies, ofFamilies, doubt, (one, other, share) => {
      const before = familyProbabilities(sure, [one, other], 800);
      const after = familyProbabilities({ ...sure, doubt: share }, [one, other], 800);
      after.forEach((p, k) => expect(p).toBeCloseTo((1 - share) * before[k]! + share / 3, 12));
      expect(after.reduce((sum, p) => sum + p, 0)).toBeCloseTo(1, 12);
      expect(Math.max(...after)).toBeLessThanOrEqual(1 - (share * 2) / 3 + 1e-12);
    }),
  );
});
