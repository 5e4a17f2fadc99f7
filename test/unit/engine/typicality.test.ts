/** Texts compared with a family's own: p-values that hold, whatever the scores look like. */

import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  partIn,
  type TypicalScores,
  typicalityOf,
  typicalScore,
} from '../../../server/engine/typicality.ts';

function scoresOf(...parts: number[][]): TypicalScores {
  let end = 0;
  return {
    ends: Uint32Array.from(parts, ({ length }) => (end += length)),
    scores: Float32Array.from(parts.flatMap((part) => [...part].sort((a, b) => a - b))),
  };
}

const cases: [what: string, score: number, expected: number][] = [
  ['below all others', 0.5, 1 / 6],
  ['as low as the lowest', 1, 2 / 6],
  ['in the middle', 2.5, 3 / 6],
  ['among equals', 3, 5 / 6],
  ['above all others', 9, 1],
];

test.each(cases)('a text that stands %s', (_, score, expected) => {
  const scores = scoresOf([7, 7], [2, 3, 1, 3, 4], [0]);
  expect(typicalityOf(scores, 1, score)).toBeCloseTo(expected, 12);
});

test('of a family with too few texts nothing is known', () => {
  expect(typicalityOf(scoresOf([1], [], [2]), 1, 0)).toBeNull();
});

test('a family stands out by how far it is above the mean of all', () => {
  expect(typicalScore(Float64Array.of(1, 2, 6), 2)).toBe(3);
});

test('texts are compared with those of their family and length', () => {
  expect([100, 400, 5000].map((chars) => partIn([400, 1200], 2, chars))).toEqual([6, 7, 8]);
});

test('at most one in twenty of a family’s own texts is untypical, and nearly that many', () => {
  const score = fc.integer({ min: 0, max: 30 });
  fc.assert(
    fc.property(fc.array(score, { minLength: 39, maxLength: 39 }), (values) => {
      // Each text against all others: what holds for a new text on average holds for these exactly.
      const low = values.filter((value, i) => {
        const others = scoresOf(values.filter((__, j) => j !== i));
        return typicalityOf(others, 0, value)! <= 0.05;
      });
      expect(low.length).toBeLessThanOrEqual(0.05 * values.length + 1);
    }),
  );
});
