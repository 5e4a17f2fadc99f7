/** Files of lines, divided and read in parts. */

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { bytesSource } from '../../../server/dataset/byte-source.ts';
import { datasetOf } from '../../../server/dataset/dataset.ts';
import {
  divideLines,
  isDivisible,
  lineRange,
  type LineRange,
} from '../../../server/dataset/line-range.ts';
import type { RowBatch } from '../../../server/dataset/lines.ts';
import { readRows } from '../../../server/dataset/jsonl.ts';

const options = { batchBytes: 64, maxRowBytes: 100 };

async function* inChunks(bytes: Uint8Array, size: number): AsyncGenerator<Uint8Array> {
  await Promise.resolve();
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

/** All rows with their numbers and places, whatever the batches are. */
async function rowsOf(batches: AsyncIterable<RowBatch>): Promise<unknown[]> {
  const rows: unknown[] = [];
  for await (const batch of batches) {
    if (batch.kind === 'unread') rows.push(batch);
    else rows.push(...readRows(batch));
  }
  return rows;
}

/** Some begin as compressed files and Parquet do, some are longer than a row may be. */
const line = fc.oneof(
  fc.constantFrom('', '{}', '{"a":1}\r', 'PAR1', '\u001f\u008b', '\ufeff{}', 'x'.repeat(150)),
  fc.string(),
);
const content = fc
  .array(line, { maxLength: 40 })
  .map((lines) => new Uint8Array(Buffer.from(`{"first":true}\n${lines.join('\n')}`, 'latin1')));

test('in parts they give the rows that they give at once', async () => {
  await fc.assert(
    fc.asyncProperty(content, fc.nat(200), fc.nat(99), async (bytes, rangeBytes, firstBytes) => {
      const source = bytesSource('data.jsonl', bytes);
      const division = { rangeBytes, firstBytes, maxRows: Infinity };
      const ranges = await divideLines(inChunks(bytes, 7), division);
      const rows: unknown[] = [];
      for (const range of ranges) {
        rows.push(...(await rowsOf(lineRange(source, range).batches(options))));
      }
      expect(rows).toEqual(await rowsOf(datasetOf(source).batches(options)));
      expect(ranges).toEqual(await divideLines(inChunks(bytes, 1000), division));
    }),
  );
});

test('ranges end in the line that makes them large enough, and with the last row asked for', async () => {
  const bytes = new TextEncoder().encode('1234\n'.repeat(8));
  const cases: [size: number, first: number, rows: number, ends: number[]][] = [
    [5, 0, Infinity, [5, 10, 15, 20, 25, 30, 35, 40]],
    [6, 0, Infinity, [10, 20, 30, 40]],
    [6, 21, Infinity, [25, 35, 40]],
    [6, 0, 3, [10, 15]],
    [100, 0, Infinity, [40]],
  ];
  for (const [rangeBytes, firstBytes, maxRows, ends] of cases) {
    const ranges = await divideLines(inChunks(bytes, 3), { rangeBytes, firstBytes, maxRows });
    expect(ranges.map(({ byteEnd }) => byteEnd)).toEqual(ends);
    const starts = ranges.map(({ byteStart, firstRow }) => [byteStart, firstRow]);
    expect(starts).toEqual([0, ...ends.slice(0, -1)].map((at) => [at, at / 5 + 1]));
  }
  const none: LineRange[] = [];
  const whole = { rangeBytes: 1, firstBytes: 0, maxRows: 1 };
  expect(await divideLines(inChunks(new Uint8Array(), 1), whole)).toEqual(none);
});

test('only plain lines are divisible', async () => {
  const check = (name: string, start: string): Promise<boolean> =>
    isDivisible(bytesSource(name, new Uint8Array(Buffer.from(start, 'latin1'))));
  for (const name of ['a.jsonl', 'a.ndjson', 'a.txt', 'a'])
    expect(await check(name, '{}')).toBe(true);
  for (const name of ['a.json', 'a.csv', 'a.parquet']) expect(await check(name, '{}')).toBe(false);
  for (const start of ['\u001f\u008b\u0008\u0000', '(\u00b5/\u00fd', 'PAR1']) {
    expect(await check('a.jsonl', start)).toBe(false);
  }
});
