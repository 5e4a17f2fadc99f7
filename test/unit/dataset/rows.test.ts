import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { bytesSource } from '../../../server/dataset/byte-source.ts';
import { readRows } from '../../../server/dataset/jsonl.ts';
import {
  defaultLineOptions,
  lineBatches,
  type LineOptions,
} from '../../../server/dataset/lines.ts';

const encoder = new TextEncoder();

/** One buffer for all chunks, as when a file is read. */
async function* chunksOf(bytes: Uint8Array, chunkBytes: number): AsyncGenerator<Uint8Array> {
  await Promise.resolve();
  const buffer = new Uint8Array(chunkBytes);
  for (let at = 0; at < bytes.length; at += chunkBytes) {
    const chunk = bytes.subarray(at, at + chunkBytes);
    buffer.set(chunk);
    yield buffer.subarray(0, chunk.length);
  }
}

async function readAll(
  bytes: Uint8Array,
  chunkBytes: number,
  options: LineOptions = defaultLineOptions,
): Promise<string[]> {
  const seen: string[] = [];
  for await (const batch of lineBatches(chunksOf(bytes, chunkBytes), options)) {
    if (batch.kind === 'unread') {
      seen.push(`${batch.firstRow} ${batch.reason}: ${batch.message}`);
      continue;
    }
    for (const row of readRows(batch)) {
      const content =
        row.kind === 'row' ? JSON.stringify(row.value) : `${row.reason}: ${row.message}`;
      seen.push(`${row.row} ${row.byteStart}-${row.byteEnd} ${content}`);
    }
  }
  return seen;
}

/** Every chunk size gives the same rows. */
async function checkRows(content: string | Uint8Array, expected: string[]): Promise<void> {
  const bytes = typeof content === 'string' ? encoder.encode(content) : content;
  for (let size = 1; size <= bytes.length + 1; size++) {
    expect(await readAll(bytes, size, { ...defaultLineOptions, batchBytes: 8 })).toEqual(expected);
  }
}

describe('rows of JSON Lines', () => {
  test('line ends', async () => {
    await checkRows('', []);
    await checkRows('\n', ['1 0-0 blank: empty line']);
    await checkRows('{"a":1}', ['1 0-7 {"a":1}']);
    await checkRows('{"a":1}\r\n\r\n{"b":2}\n', [
      '1 0-7 {"a":1}',
      '2 9-9 blank: empty line',
      '3 11-18 {"b":2}',
    ]);
  });

  test('a lone CR is inside a row', async () => {
    await checkRows('{"a":\r1}\n{"b":2}', ['1 0-8 {"a":1}', '2 9-16 {"b":2}']);
  });

  test('a byte order mark belongs to the file, not to the row', async () => {
    await checkRows('\ufeff{"a":1}', ['1 0-10 {"a":1}']);
  });

  const broken: [string, string][] = [
    ['{"a":1,}', 'broken-json: not JSON: a comma too many at column 8'],
    ["{'a':1}", 'broken-json: not JSON: single quotes at column 2; JSON needs double quotes'],
    ['{"a":NaN}', 'broken-json: not JSON: NaN or Infinity at column 6'],
    ['{"a":"b', 'broken-json: not JSON: the row ends too early, after 7 characters'],
    ['{ ', 'broken-json: not JSON: the row ends too early, after 2 characters'],
    ['{"a":1},', 'broken-json: not JSON: the row ends with a comma, as in a JSON array'],
    [
      '[',
      'broken-json: not JSON: this looks like one JSON array over several lines, not JSON Lines',
    ],
    ['{"a":"\u0000"}', 'broken-json: not JSON: the row contains NUL bytes'],
    [
      '{"a":"\t"}',
      'broken-json: not JSON: a raw control character at column 7; it must be escaped',
    ],
    ['[1]', 'not-an-object: expected an object with fields, found an array'],
    ['7', 'not-an-object: expected an object with fields, found a number'],
    ['null', 'not-an-object: expected an object with fields, found null'],
    ['   ', 'blank: empty line'],
  ];
  test.each(broken)('%j', async (row, problem) => {
    const bytes = encoder.encode(row).length;
    await checkRows(`{"x":1}\n${row}\n{"y":2}`, [
      '1 0-7 {"x":1}',
      `2 8-${8 + bytes} ${problem}`,
      `3 ${9 + bytes}-${16 + bytes} {"y":2}`,
    ]);
  });

  test('invalid UTF-8 names the byte and leaves the neighbors alone', async () => {
    const bytes = Uint8Array.from([
      ...encoder.encode('{}\n{"a":"'),
      0xc3,
      0x28,
      ...encoder.encode('"}\n{}'),
    ]);
    await checkRows(bytes, [
      '1 0-2 {}',
      '2 3-13 invalid-utf8: not UTF-8 text: bad byte at position 8 of the row',
      '3 14-16 {}',
    ]);
  });

  const nested = (depth: number): string => '['.repeat(depth) + ']'.repeat(depth);
  const monstrous: [name: string, row: string, kind: string][] = [
    ['depth 100,000', `{"a":${nested(100_000)}}`, 'row'],
    ['depth 100,000, and no end', `{"a":${'['.repeat(100_000)}`, 'broken-json'],
    ['depth 1,000,000', `{"a":${nested(1_000_000)}}`, 'row-too-large'],
    ['more values than memory', `{"a":[${'{},'.repeat(600_000)}{}]}`, 'row-too-large'],
    ['commas in a text', `{"a":"${',[{\\"'.repeat(600_000)}"}`, 'row'],
  ];
  test.each(monstrous)('%s, in the middle', async (_, row, kind) => {
    const bytes = encoder.encode(`{}\n${row}\n{}`);
    const kinds: string[] = [];
    for await (const batch of lineBatches(bytesSource('test', bytes).chunks())) {
      if (batch.kind === 'unread') continue;
      for (const read of readRows(batch)) kinds.push(read.kind === 'row' ? 'row' : read.reason);
    }
    expect(kinds).toEqual(['row', kind, 'row']);
  });

  test('an oversize row is passed over and counted, whatever the chunks', async () => {
    const longest = `{"a":"${'x'.repeat(24)}"}`;
    const text = `{"a":1}\n${longest}\n${longest} \n${'x'.repeat(100)}\n{"b":2}\n${'y'.repeat(50)}`;
    const options = { batchBytes: 16, maxRowBytes: longest.length };
    for (let size = 1; size <= text.length; size++) {
      expect(await readAll(encoder.encode(text), size, options)).toEqual([
        '1 0-7 {"a":1}',
        `2 8-40 ${longest}`,
        '3 row-too-large: the row has 1 MiB; rows up to 0 MiB are read',
        '4 row-too-large: the row has 1 MiB; rows up to 0 MiB are read',
        '5 176-183 {"b":2}',
        '6 row-too-large: the row has 1 MiB; rows up to 0 MiB are read',
      ]);
    }
  });

  test('batches do not depend on the chunks', async () => {
    const text = encoder.encode('{"a":1}\n{"b":22222222}\n\n{"c":3}\n'.repeat(20));
    const batchesOf = async (chunkBytes: number): Promise<string[]> => {
      const batches: string[] = [];
      const options = { batchBytes: 30, maxRowBytes: 1000 };
      for await (const batch of lineBatches(chunksOf(text, chunkBytes), options)) {
        if (batch.kind === 'lines')
          batches.push(`${batch.firstRow} ${batch.byteStart} ${batch.rows}`);
      }
      return batches;
    };
    const expected = await batchesOf(1);
    expect(expected.length).toBeGreaterThan(10);
    for (let size = 2; size <= text.length; size++) expect(await batchesOf(size)).toEqual(expected);
  });

  test('any JSON values on any lines read like JSON.parse, in any chunks', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.dictionary(fc.string(), fc.jsonValue()), { maxLength: 8 }),
        fc.integer({ min: 1, max: 64 }),
        async (rows, chunkBytes) => {
          const text = rows.map((row) => JSON.stringify(row)).join('\n');
          const seen = await readAll(encoder.encode(text), chunkBytes, {
            batchBytes: 20,
            maxRowBytes: 1 << 20,
          });
          const values = seen.map((line) => line.split(' ').slice(2).join(' '));
          expect(values).toEqual(
            rows.map((row) => JSON.stringify(JSON.parse(JSON.stringify(row)))),
          );
        },
      ),
      { numRuns: 300 },
    );
  });
});
