/** Which runs of a prompt are its frame. */

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { findFrame } from '../../../server/campaign/frame.ts';

const least = { runs: 3, count: 5 };
const repeated = (...parts: readonly (readonly [runs: number, count: number])[]): Float64Array =>
  Float64Array.from(parts.flatMap(([runs, count]) => Array<number>(runs).fill(count)));

/** `f`: of the frame. */
function frameOf(counts: Float64Array): string | null {
  const frame = findFrame(counts, least);
  return frame && Array.from(frame.inFrame, (it) => (it >= frame.level ? 'f' : '_')).join('');
}

test.each<[string, Float64Array, string | null]>([
  ['nothing is frequent', repeated([30, 4]), null],
  ['too short', repeated([2, 900]), null],
  ['frequent, but never three in a row', repeated([2, 90], [1, 1], [2, 90]), null],
  ['around a slot', repeated([4, 90], [6, 1], [3, 80]), 'ffff______fff'],
  ['what often stands in a slot', repeated([8, 300], [4, 20]), 'ffffffff____'],
  ['a phrase of thousands in the slot of hundreds', repeated([30, 300], [3, 4000]), 'f'.repeat(33)],
  ['a prompt that is unique but for a phrase', repeated([40, 1], [4, 60]), `${'_'.repeat(40)}ffff`],
])('%s', (_, counts, expected) => {
  expect(frameOf(counts)).toBe(expected);
});

test('it is the same if everything is twice as frequent', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 5, max: 4000 }), { maxLength: 60 }), (counts) => {
      expect(frameOf(Float64Array.from(counts, (n) => 2 * n))).toBe(
        frameOf(Float64Array.from(counts)),
      );
    }),
    // Two levels that weigh the same.
    { examples: [[[725, 725, 725, 2048, 2048, 2048]]] },
  );
});
