/** Sums over samples that are made in parts and put together in any order. */

import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  countPValue,
  mergePValueCounts,
  type PValueCounts,
  qValues,
} from '../../../server/engine/false-discovery.ts';
import {
  addToMixture,
  emptyMixtureSums,
  estimateMixture,
  mergeMixtureSums,
  type MixtureSums,
  type Share,
} from '../../../server/engine/mixture.ts';
import { hashText } from '../../../server/engine/hash.ts';
import { toBasisPoints } from '../../../server/engine/numbers.ts';
import { decodeProfile, type ShareErrors } from '../../../server/engine/profile.ts';
import { defaultProfileFile } from '../../../server/locations.ts';

const profile = decodeProfile(readFileSync(defaultProfileFile));
const size = profile.families.length;

const sample = fc.record({
  posterior: fc
    .array(fc.double({ min: 0.001, max: 1, noNaN: true }), { minLength: size, maxLength: size })
    .map((values) => {
      const sum = values.reduce((total, value) => total + value, 0);
      return toBasisPoints(values.map((value) => value / sum));
    }),
  cluster: fc.integer(),
});

/** Samples in the order of a file, and which part of the work each belongs to. */
const divided = fc.array(fc.tuple(sample, fc.nat(3)), { minLength: 1, maxLength: 30 });

function sumsOf(samples: { posterior: number[]; cluster: number }[]): MixtureSums {
  const sums = emptyMixtureSums(profile);
  for (const { posterior, cluster } of samples) addToMixture(sums, posterior, cluster);
  return sums;
}

describe('mixtures', () => {
  test('do not depend on how the samples are divided, nor on their order', () => {
    fc.assert(
      fc.property(divided, (samples) => {
        const whole = sumsOf(samples.map(([one]) => one));
        const merged = emptyMixtureSums(profile);
        for (const part of [3, 1, 0, 2]) {
          const own = samples.filter(([, at]) => at === part).map(([one]) => one);
          mergeMixtureSums(merged, sumsOf(own.toReversed()));
        }
        expect(merged).toEqual(whole);
      }),
      { numRuns: 50 },
    );
  });

  test('of any samples are shares with their intervals around them', () => {
    fc.assert(
      fc.property(divided, (samples) => {
        const { shares, unexplained } = estimateMixture(
          sumsOf(samples.map(([s]) => s)),
          profile,
          1,
        );
        const total = shares.reduce((sum, { share }) => sum + share, unexplained.share);
        expect(total).toBeCloseTo(1, 6);
        for (const { share, low, high } of shares) {
          expect(low).toBeGreaterThanOrEqual(0);
          expect(low).toBeLessThanOrEqual(share);
          expect(share).toBeLessThanOrEqual(high);
          expect(high).toBeLessThanOrEqual(1 + 1e-9);
        }
        expect(unexplained.p).toBeGreaterThan(0);
        expect(unexplained.p).toBeLessThanOrEqual(1);
      }),
      { numRuns: 3 },
    );
  });

  describe('of 400 prompts, one answer to each, a half surely of each of two families', () => {
    const surely = (k: number): number[] => profile.families.map((_, i) => (i === k ? 10_000 : 0));
    const identity = Float64Array.from({ length: size * size }, (_, i) =>
      i % (size + 1) === 0 ? 1 : 0,
    );
    const sums = sumsOf(
      Array.from({ length: 400 }, (_, i) => ({
        posterior: surely(i % 2),
        cluster: hashText(`prompt ${i}`),
      })),
    );
    const first = (shareErrors: ShareErrors): Share => {
      const mixtureShrinkage = 0;
      const calibration = {
        ...profile.calibration,
        confusion: identity,
        mixtureShrinkage,
        shareErrors,
      };
      return estimateMixture(sums, { ...profile, calibration }, 1).shares[0]!;
    };

    test('intervals are as wide as chance makes them', () => {
      const { share, low, high } = first({ bounds: [], below: [0], above: [0] });
      expect(share).toBeCloseTo(0.5, 3);
      // Two standard errors of a share of one half, of 400: 0.05 to either side.
      expect((high - low) / 2).toBeGreaterThan(0.035);
      expect((high - low) / 2).toBeLessThan(0.065);
    });

    test('and wider by what unseen sources ask for, within what a share can be', () => {
      const chance = first({ bounds: [], below: [0], above: [0] });
      const { low, high } = first({ bounds: [0.4], below: [0.9, 0.2], above: [0.9, 0.6] });
      expect(low).toBeCloseTo(chance.low - 0.2, 12);
      expect(high).toBe(1);
    });
  });

  test('of nothing are none', () => {
    expect(estimateMixture(emptyMixtureSums(profile), profile, 1)).toEqual({
      shares: [],
      unexplained: { share: 0, p: null },
    });
  });
});

describe('q-values', () => {
  const pValue = fc.integer({ min: 1, max: 500 }).map((count) => count / 500);
  const countsOf = (values: number[]): PValueCounts => {
    const counts: PValueCounts = new Map();
    for (const value of values) countPValue(counts, value);
    return counts;
  };

  test('are those of Benjamini and Hochberg, whatever the order and the parts', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(pValue, fc.boolean()), { minLength: 1 }), (tests) => {
        const values = tests.map(([value]) => value);
        const merged = countsOf(tests.flatMap(([value, isFirst]) => (isFirst ? [] : [value])));
        const first = tests.flatMap(([value, isFirst]) => (isFirst ? [value] : []));
        mergePValueCounts(merged, countsOf(first));
        const q = qValues(merged);
        const ascending = values.toSorted((a, b) => a - b);
        for (const value of values) {
          // By the definition: the least p × n / rank over all that are not smaller.
          const expected = ascending
            .map((other, index) => (other * values.length) / (index + 1))
            .filter((_, index) => ascending[index]! >= value);
          expect(q.get(value)).toBeCloseTo(Math.min(1, ...expected), 12);
        }
        expect(q).toEqual(qValues(countsOf(values)));
      }),
    );
  });

  test('never fall where p-values rise, and are never below them', () => {
    fc.assert(
      fc.property(fc.array(pValue, { minLength: 1 }), (values) => {
        const q = [...qValues(countsOf(values))].toSorted(([a], [b]) => a - b);
        q.forEach(([p, value], i) => {
          expect(value).toBeGreaterThanOrEqual(p - 1e-12);
          expect(value).toBeLessThanOrEqual(1);
          if (i > 0) expect(value).toBeGreaterThanOrEqual(q[i - 1]![1]);
        });
      }),
    );
  });

  test('of nothing are none', () => {
    expect(qValues(new Map())).toEqual(new Map());
  });
});
