/** Rows by number are the rows of the file: whatever its lines, and however its bytes come. */

import { appendFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { openLines } from '../../../server/dataset/line-access.ts';
import { openRows } from '../../../server/viewer/open-rows.ts';
import type { RowAccess } from '../../../server/dataset/row-access.ts';
import { RowIndex, stepFor } from '../../../server/dataset/row-index.ts';
import { newFolder } from '../../support/documents.ts';

const { signal } = new AbortController();
const folder = newFolder();

function fileOf(bytes: Uint8Array | string, name = 'data.jsonl'): string {
  const path = join(folder, name);
  writeFileSync(path, bytes);
  return path;
}

/** As lines.ts cuts them: LF ends a line, with an optional CR before it. */
function linesOf(bytes: Buffer): string[] {
  const lines = bytes.toString('latin1').split('\n');
  if (lines.at(-1) === '') lines.pop();
  return lines.map((line) => line.replace(/\r$/, ''));
}

async function readAll(access: RowAccess, from: number, count: number): Promise<string[]> {
  const rows = await access.rows(from, count, { mostRowBytes: 1 << 20, signal });
  expect(rows.map(({ row }) => row)).toEqual(rows.map((_, index) => from + index));
  expect(rows.map(({ line }) => line)).toEqual(rows.map(({ row }) => row));
  expect(rows.map(({ byteLength }) => byteLength)).toEqual(rows.map(({ bytes }) => bytes.length));
  return rows.map(({ bytes }) => Buffer.from(bytes).toString('latin1'));
}

const line = fc.oneof(
  fc.constantFrom('', '\r', '{}', '\r\r', 'é', '\u2028'),
  fc.string({ maxLength: 40 }).map((text) => text.replaceAll('\n', ' ')),
  fc.integer({ min: 0, max: 3000 }).map((length) => 'x'.repeat(length)),
);

test('any range of any file', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(line, { maxLength: 40 }),
      fc.boolean(),
      fc.record({
        scanBytes: fc.integer({ min: 1, max: 5000 }),
        readBytes: fc.integer({ min: 1, max: 5000 }),
        stepBytes: fc.integer({ min: 1, max: 5000 }),
      }),
      fc.integer({ min: 1, max: 45 }),
      fc.integer({ min: 0, max: 45 }),
      async (lines, hasFinalEnd, options, from, count) => {
        const bytes = Buffer.from(lines.join('\n') + (hasFinalEnd ? '\n' : ''));
        const expected = linesOf(bytes);
        const access = await openLines(fileOf(bytes), options);
        try {
          await access.counted;
          expect(access.rowCount()).toEqual({ count: expected.length, isFinal: true });
          expect(access.bytesCounted).toBe(bytes.length);
          const rows = await readAll(access, from, count);
          expect(rows).toEqual(expected.slice(from - 1, from - 1 + count));
        } finally {
          await access.close();
        }
      },
    ),
    { numRuns: 300 },
  );
});

test('of a long row only the beginning is kept, and its length is told', async () => {
  const access = await openRows(fileOf(`{}\n${'y'.repeat(500_000)}\r\n[]`));
  await access.counted;
  const rows = await access.rows(2, 2, { mostRowBytes: 10, signal });
  expect(rows.map(({ bytes }) => Buffer.from(bytes).toString())).toEqual(['y'.repeat(10), '[]']);
  expect(rows.map(({ byteLength }) => byteLength)).toEqual([500_000, 2]);
  await access.close();
});

test('the first rows are there while the others are counted', async () => {
  const access = await openLines(fileOf('{"a": 1}\n'.repeat(300_000)), {
    scanBytes: 4096,
    readBytes: 4096,
    stepBytes: null,
  });
  expect(await readAll(access, 1, 2)).toEqual(['{"a": 1}', '{"a": 1}']);
  expect(access.rowCount().isFinal).toBe(false);
  await access.counted;
  expect(access.rowCount()).toEqual({ count: 300_000, isFinal: true });
  await access.close();
});

test('closing ends the counting', async () => {
  const access = await openLines(fileOf('{}\n'.repeat(300_000)));
  await access.close();
  await expect(access.counted).rejects.toThrow('closed');
});

test('a file that changed is not read as if it had not', async () => {
  const path = fileOf('{}\n{}\n', 'changing.jsonl');
  const access = await openRows(path);
  await access.counted;
  appendFileSync(path, '{}\n');
  const reading = access.rows(1, 1, { mostRowBytes: 10, signal });
  await expect(reading).rejects.toThrow('changing.jsonl changed since it was opened');
  await access.close();
});

test('what cannot be read says so', async () => {
  await expect(openRows(join(folder, 'missing.jsonl'))).rejects.toThrow('no such file');
  await expect(openRows(folder)).rejects.toThrow('is a folder');
});

test('an empty file has no rows', async () => {
  const access = await openRows(fileOf('', 'empty.jsonl'));
  expect(await readAll(access, 1, 10)).toEqual([]);
  expect(access.rowCount()).toEqual({ count: 0, isFinal: true });
  await access.close();
});

test.each([1e6, 1e9, 1e11, 1e13])('%d bytes are remembered in 16 MB of places', (bytes) => {
  expect((bytes / stepFor(bytes)) * 16).toBeLessThanOrEqual(16 << 20);
});

test('a place is never after the row that it is asked for', () => {
  const index = new RowIndex(100, 7);
  index.add(Buffer.from('ab\n\ncdefgh\nij\n'.repeat(5)));
  for (let row = 1; row <= 21; row++) expect(index.before(row).row).toBeLessThanOrEqual(row);
});
