import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Bin, findChanges } from '../../../server/engine/drift.ts';
import { createRandom } from '../../../server/engine/random.ts';
import { shiftedShares } from '../../../server/engine/label-shift.ts';

/** Bins of ten samples, of which so many tenths are by the first of two families, give or take chance. */
function binsOf(shares: readonly number[], seed: number): Bin[] {
  const random = createRandom(seed);
  return shares.map((share) => {
    const first = Math.round((share + (random.next() - 0.5) * 0.2) * 100_000);
    return { analysed: 10, sums: Float64Array.of(first, 100_000 - first) };
  });
}

const stretch = (share: number, bins: number): number[] => new Array<number>(bins).fill(share);

describe('a change of author', () => {
  test('is found where it is', () => {
    const [change, ...more] = findChanges(binsOf([...stretch(0.3, 40), ...stretch(0.6, 24)], 1), 1);
    expect(change).toMatchObject({ bin: 40, from: 0, to: 64, p: 0.001 });
    expect(more).toEqual([]);
  });

  test('and back is found twice', () => {
    const shares = [...stretch(0.3, 30), ...stretch(0.7, 20), ...stretch(0.3, 30)];
    const found = findChanges(binsOf(shares, 2), 1);
    expect(found.map(({ bin, from, to }) => [from, bin, to])).toEqual([
      [0, 30, 50],
      [30, 50, 80],
    ]);
  });

  test('is passed over where nothing was judged', () => {
    const nothing = { analysed: 0, sums: new Float64Array(2) };
    const bins = binsOf([...stretch(0.3, 20), ...stretch(0.6, 20)], 3);
    const [change] = findChanges([nothing, ...bins, nothing], 1);
    expect(change).toMatchObject({ bin: 21, to: 42 });
  });

  test('is hardly ever found where there is none', () => {
    const alarms = Array.from({ length: 200 }, (_, seed) =>
      findChanges(binsOf(stretch(0.4, 32), seed + 10), seed),
    ).filter((found) => found.length > 0);
    // One in a hundred is what the test allows; six or more of 200 would be one chance in sixty.
    expect(alarms.length).toBeLessThan(7);
  });

  test('needs bins on both sides', () => {
    expect(findChanges(binsOf([0.1, 0.1, 0.1, 0.9, 0.9, 0.9], 1), 1)).toEqual([]);
    expect(findChanges([], 1)).toEqual([]);
  });
});

describe('shares by expectation maximization', () => {
  const textOf = (first: number, times = 1): { posterior: number[]; times: number } => ({
    posterior: [first, 10_000 - first],
    times,
  });

  test('are those of a mixture of two kinds that are told apart', () => {
    const [first] = shiftedShares([textOf(9000, 70), textOf(1000, 30)], 2);
    // Of kinds that are right in nine of ten: 0.7 of them seen is 0.75 of them there.
    expect(first).toBeCloseTo(0.75, 3);
  });

  test('sum to one, whatever the samples', () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.nat(10_000).map((first) => textOf(first)),
          { maxLength: 20 },
        ),
        (texts) => {
          const shares = shiftedShares(texts, 2);
          expect(shares[0]! + shares[1]!).toBeCloseTo(1, 9);
        },
      ),
    );
  });
});
