/** The platform's loop writes what the language's would. */

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { copyUnits } from '../../../server/scan/copy-units.ts';

test('all units are there, as many as fit, and nothing beside them is touched', () => {
  const text = fc.string({ unit: 'binary', maxLength: 40 });
  fc.assert(
    fc.property(text, fc.nat(50), fc.nat(3), (written, size, offset) => {
      const around = new Uint16Array(64).fill(0xabcd);
      copyUnits(written, around.subarray(offset, offset + size));
      const expected = new Uint16Array(64).fill(0xabcd);
      const count = Math.min(size, written.length);
      for (let i = 0; i < count; i++) expected[offset + i] = written.charCodeAt(i);
      expect(around).toEqual(expected);
    }),
    { numRuns: 1000 },
  );
});
