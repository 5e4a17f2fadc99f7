import fc from 'fast-check';
import { expect, test } from 'vitest';
import { DuplicateCounter } from '../../../server/scan/duplicates.ts';

function countAll(digests: readonly number[], most?: number): DuplicateCounter {
  const counter = new DuplicateCounter(most);
  for (const digest of digests) counter.add(digest);
  return counter;
}

const digests = fc.array(fc.nat({ max: 30 }), { maxLength: 200 });

test('counts are exact while all texts can be remembered', () => {
  fc.assert(
    fc.property(digests, (all) => {
      const distinct = new Set(all);
      const repeated = [...distinct].filter(
        (digest) => all.indexOf(digest) !== all.lastIndexOf(digest),
      );
      expect(countAll(all).view()).toEqual({
        texts: repeated.length,
        copies: all.length - distinct.size,
        isEstimate: false,
      });
    }),
  );
});

test('beyond that they depend on the texts, and not on their order', () => {
  fc.assert(
    fc.property(digests, fc.integer({ min: 1, max: 8 }), (all, most) => {
      expect(countAll(all.toReversed(), most).view()).toEqual(countAll(all, most).view());
    }),
  );
});

test('and are near the truth', () => {
  // Every third of 30,000 texts occurs three times; the digests are spread as those of a hash are.
  const spread = (i: number): number => Math.imul(i + 1, 0x9e3779b1) >>> 0;
  const all = Array.from({ length: 30_000 }, (_, i) => i).flatMap((i) =>
    new Array<number>(i % 3 === 0 ? 3 : 1).fill(spread(i)),
  );
  const { texts, copies, isEstimate } = countAll(all, 2000).view();
  expect(isEstimate).toBe(true);
  expect(Math.abs(texts - 10_000)).toBeLessThan(1500);
  expect(Math.abs(copies - 20_000)).toBeLessThan(3000);
});
