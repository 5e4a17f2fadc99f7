/** The nearest families side by side: what each expert says of them adds up to their probabilities. */

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { familyProbabilities } from '../../../server/engine/calibrate.ts';
import { nearestFamilies } from '../../../server/engine/nearest.ts';
import { toBasisPoints } from '../../../server/engine/numbers.ts';
import { expertNames } from '../../../server/engine/profile.ts';

const chars = 640;
const families = ['gpt', 'claude', 'human', 'other'];
const stack = {
  expertWeights: [1, 1, 1, 0.5, 0.5],
  lengthBounds: [500],
  sharpness: [0.4, Math.LN2],
  marginBounds: [1e9],
  marginSharpness: [1, 5],
  familyBias: [0, 0, -0.1, 0.4],
  doubt: 0,
};
const experts = expertNames.map((name) => ({ name }));

test('bits are logits above their mean, as loud and as sharp as when they are added', () => {
  const flat = [1, 1, 1, 1];
  const logits = [[4, 0, 2, -2], flat, [0, 3, 0, 1], [0, 0, 0, 4], flat];
  const nearest = nearestFamilies(
    { families, experts, calibration: stack },
    logits,
    [5000, 3000, 500, 1500],
    chars,
  );
  const figures = nearest.map(({ family, probability, experts, bits }) => [
    family,
    probability,
    ...experts.map((part) => part.bits),
    bits,
  ]);
  // In this length bin, a logit is a bit.
  expect(figures).toEqual([
    ['gpt', 0.5, 3, 0, -1, -0.5, 0, 1.5],
    ['claude', 0.3, -1, 0, 2, -0.5, 0, 0.5],
    ['other', 0.15, -3, 0, 0, 1.5, 0, -1.5],
  ]);
  expect(nearest[0]!.experts.map(({ expert }) => expert)).toEqual(expertNames);
});

test('their differences are those of the calibrated logits, but for the biases', () => {
  const logit = fc.double({ min: -8, max: 8, noNaN: true });
  const ofFamilies = fc.array(logit, { minLength: 4, maxLength: 4 });
  fc.assert(
    fc.property(
      fc.array(ofFamilies, { minLength: 5, maxLength: 5 }),
      fc.nat(2000),
      (logits, length) => {
        const probabilities = familyProbabilities(stack, logits, length);
        const posterior = toBasisPoints(probabilities);
        const profile = { families, experts, calibration: stack };
        const nearest = nearestFamilies(profile, logits, posterior, length);
        const unbiased = nearest.map(({ family, bits }) => {
          const k = families.indexOf(family);
          return Math.log2(probabilities[k]!) - stack.familyBias[k]! / Math.LN2 - bits;
        });
        for (const rest of unbiased) expect(rest).toBeCloseTo(unbiased[0]!, 6);
        for (const { experts, bits } of nearest) {
          const sum = experts.reduce((before, part) => before + part.bits, 0);
          expect(sum).toBeCloseTo(bits, 9);
        }
      },
    ),
  );
});

test('there are as many as the profile has, and three at most', () => {
  const checkCount = (known: number, shown: number): void => {
    const logits = experts.map(() => [1, 2, 3, 4].slice(0, known));
    const profile = { families: families.slice(0, known), experts, calibration: stack };
    const posterior = [1, 2, 3, 4].slice(0, known);
    expect(nearestFamilies(profile, logits, posterior, chars)).toHaveLength(shown);
  };
  checkCount(2, 2);
  checkCount(3, 3);
  checkCount(4, 3);
});
