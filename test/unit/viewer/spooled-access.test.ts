import { describe, expect, test } from 'vitest';
import { gzipSync } from 'node:zlib';
import { openBytes } from '../../../server/scan/open-dataset.ts';
import { openSpooled } from '../../../server/viewer/spooled-access.ts';

const rows = Array.from({ length: 3000 }, (_, i) => ({
  output: `text ${i} ${'x'.repeat(i % 500)}`,
}));
const options = { mostRowBytes: 1 << 20, signal: new AbortController().signal };
const decoder = new TextDecoder();

describe('rows of a file without places for them', () => {
  test('are given by their numbers, with their lines', async () => {
    const text = JSON.stringify(rows, null, 1);
    const access = await openSpooled(openBytes('a.json', Buffer.from(text)));
    await access.counted;
    expect(access.rowCount()).toEqual({ count: 3000, isFinal: true });
    for (const from of [1, 2, 1500, 2999, 3000]) {
      const found = await access.rows(from, 5, options);
      expect(found.map(({ row }) => row)).toEqual(
        [0, 1, 2, 3, 4].map((i) => from + i).filter((row) => row <= 3000),
      );
      expect(JSON.parse(decoder.decode(found[0]!.bytes))).toEqual(rows[from - 1]);
      expect(found[0]!.line).toBe(2 + (from - 1) * 3);
    }
    expect(await access.rows(3001, 5, options)).toEqual([]);
    await access.close();
  });

  test('are cut where they are too long to be shown', async () => {
    const packed = gzipSync(rows.map((row) => JSON.stringify(row)).join('\n'));
    const access = await openSpooled(openBytes('a.jsonl.gz', packed));
    const [row] = await access.rows(400, 1, { ...options, mostRowBytes: 10 });
    expect(row!.bytes).toHaveLength(10);
    expect(row!.byteLength).toBe(JSON.stringify(rows[399]).length);
    await access.close();
  });

  test('say why they could not be read', async () => {
    const table = 'output,other\na,b\none\ntwo\nc,d\n';
    const access = await openSpooled(openBytes('a.csv', Buffer.from(table)));
    await access.counted;
    const problems = (await access.rows(1, 9, options)).map(({ row, line, problem }) => ({
      row,
      line,
      isRead: problem === null,
    }));
    expect(problems).toEqual([
      { row: 1, line: 2, isRead: true },
      { row: 2, line: 3, isRead: false },
      { row: 3, line: 4, isRead: false },
      { row: 4, line: 5, isRead: true },
    ]);
    expect((await access.rows(3, 1, options))[0]!.row).toBe(3);
    expect((await access.rows(3, 1, options))[0]!.problem).toContain('1');
    await access.close();
  });

  test('end where the file is damaged', async () => {
    const packed = gzipSync(rows.map((row) => JSON.stringify(row)).join('\n'));
    const access = await openSpooled(openBytes('a.jsonl.gz', packed.subarray(0, 3000)));
    await expect(access.counted).rejects.toThrow('ends too early');
    expect(access.rowCount().count).toBeGreaterThan(0);
    await access.close();
  });
});
