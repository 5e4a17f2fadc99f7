import fc from 'fast-check';
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { scaledLikelihoods } from '../../../server/engine/label-shift.ts';
import { estimateLikelyMixture, type JudgedText } from '../../../server/engine/likely-mixture.ts';
import type { Share } from '../../../server/engine/mixture.ts';
import { toBasisPoints } from '../../../server/engine/numbers.ts';
import { decodeProfile, type Profile, type ShareScaling } from '../../../server/engine/profile.ts';
import { createRandom } from '../../../server/engine/random.ts';
import { highestOnSimplex } from '../../../server/engine/simplex.ts';
import { defaultProfileFile } from '../../../server/locations.ts';

const shipped = decodeProfile(readFileSync(defaultProfileFile));
const families = ['first', 'second', 'third', 'human', 'other'];
const exact = { bounds: [], below: [0], above: [0] };
const profile: Profile = {
  ...shipped,
  families,
  calibration: { ...shipped.calibration, shareErrors: exact },
};
/** It takes posteriors as they are. */
const nothing: ShareScaling = {
  learned: [0, 1, 2, 3, 4],
  weights: new Array<number>(25).fill(0),
  bias: new Array<number>(5).fill(0),
};

/** Texts of which each is taken for its own family with `right`, and for the others alike. */
function textsOf(counts: readonly number[], right: number): JudgedText[] {
  const random = createRandom(1);
  return counts.flatMap((count, family) =>
    Array.from({ length: count }, (_, i) => {
      const first = random.next() < right ? family : random.below(families.length);
      const posterior = toBasisPoints(
        families.map((__, k) => (k === first ? right : 0) + (1 - right) / families.length),
      );
      return { posterior, cluster: i * families.length + family, times: 1 };
    }),
  );
}

const sharesOf = (texts: readonly JudgedText[], scaling = nothing): Share[] =>
  estimateLikelyMixture(texts, profile, scaling, 1).shares;

describe('the likeliest shares', () => {
  const texts = textsOf([600, 300, 100, 0, 0], 0.7);

  test('are those that the texts were made with', () => {
    const truth = [0.6, 0.3, 0.1, 0];
    for (const [k, { share, low, high }] of sharesOf(texts).entries()) {
      expect(Math.abs(share - truth[k]!)).toBeLessThan(0.04);
      expect(low).toBeLessThanOrEqual(truth[k]!);
      expect(high).toBeGreaterThanOrEqual(truth[k]!);
      expect(high - low).toBeLessThan(0.12);
    }
  });

  test('are known worse where texts share their clusters', () => {
    const copies = (isShared: boolean): JudgedText[] =>
      texts.flatMap((text) =>
        Array.from({ length: 5 }, (_, i) => ({
          ...text,
          cluster: isShared ? text.cluster : text.cluster + i * 5001,
        })),
      );
    const width = ([first]: Share[]): number => first!.high - first!.low;
    expect(width(sharesOf(copies(true)))).toBeGreaterThan(1.4 * width(sharesOf(copies(false))));
  });

  test('do not tell a text that occurs twice from two equal ones', () => {
    const [text, ...others] = texts;
    const twice = sharesOf([{ ...text!, times: 2 }, ...others]);
    for (const [k, share] of sharesOf([text!, text!, ...others]).entries()) {
      expect(twice[k]!.share).toBeCloseTo(share.share, 6);
      expect(twice[k]!.low).toBeCloseTo(share.low, 6);
    }
  });

  test('are none of no texts', () => {
    const none = { shares: [], unexplained: { share: 0, p: null } };
    expect(estimateLikelyMixture([], profile, nothing, 1)).toEqual(none);
  });
});

test('a scaling changes only families that it has learned, and what these have together stays', () => {
  const scaling: ShareScaling = { ...nothing, learned: [0, 1, 4], bias: [1, 0, 9, 9, 0] };
  fc.assert(
    fc.property(fc.array(fc.nat(1000), { minLength: 5, maxLength: 5 }), (weights) => {
      const posterior = toBasisPoints(
        weights.map((w) => (w + 1) / (weights.reduce((a, b) => a + b) + 5)),
      );
      const scaled = scaledLikelihoods(posterior, scaling);
      const sum = (of: ArrayLike<number>): number => of[0]! + of[1]! + of[4]!;
      expect(sum(scaled)).toBeCloseTo(sum(posterior) / 10_000, 9);
      expect(scaled[2]).toBeCloseTo(posterior[2]! / 10_000, 9);
      expect(scaled[0]! / scaled[1]!).toBeCloseTo(
        (Math.E * Math.max(posterior[0]!, 1)) / Math.max(posterior[1]!, 1),
        4,
      );
    }),
  );
});

test('the highest point of a parabola is found inside of the simplex and on its border', () => {
  const flat = Float64Array.of(1, 0, 0, 1);
  const center = Float64Array.of(0.5, 0.5);
  const inside = highestOnSimplex(center, Float64Array.of(1.2, 1), flat);
  expect(inside[0]).toBeCloseTo(0.6, 5);
  expect(Array.from(highestOnSimplex(center, Float64Array.of(9, 1), flat))).toEqual([1, 0]);
});
