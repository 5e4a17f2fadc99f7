/** Files that say what is done: damage of any kind is noticed. */

import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { zstdCompressSync } from 'node:zlib';
import fc from 'fast-check';
import { afterAll, expect, test } from 'vitest';
import { readSealed, writeSealed } from '../../../server/shards/sealed-file.ts';
import { isUnharmed, readSamples, SampleWriter } from '../../../server/shards/sample-file.ts';
import { unreadRow } from '../../../server/scan/record.ts';

const folder = mkdtempSync(join(tmpdir(), 'teacherprint-test-'));
afterAll(() => rmSync(folder, { recursive: true }));

const content = { counts: [1, 2, 3], text: 'Grüße\n\u2028', none: null };

test.each(['sealed.json', 'sealed.json.zst'])('%s', async (name) => {
  const path = join(folder, name);
  expect(await readSealed(path, 'test')).toEqual({ kind: 'missing' });
  await writeSealed(path, 'test', content);
  expect(await readSealed(path, 'test')).toMatchObject({ kind: 'content', content });
  expect(await readSealed(path, 'another kind')).toEqual({ kind: 'damaged' });
  expect(readdirSync(folder).filter((file) => file.endsWith('.tmp'))).toEqual([]);

  const bytes = readFileSync(path);
  await fc.assert(
    fc.asyncProperty(
      fc.nat(bytes.length - 1),
      fc.integer({ min: 1, max: 255 }),
      async (at, flip) => {
        const changed = Buffer.from(bytes);
        changed[at]! ^= flip;
        writeFileSync(path, changed);
        const read = await readSealed(path, 'test');
        // A byte of no meaning may change in a compressed file, and its content may not.
        if (read.kind === 'content') expect(read.content).toEqual(content);
        writeFileSync(path, bytes.subarray(0, at));
        expect((await readSealed(path, 'test')).kind).toBe('damaged');
      },
    ),
  );
});

test('files of another version are told apart from damaged ones', async () => {
  const path = join(folder, 'foreign.json');
  await writeSealed(path, 'test', content);
  const [seal = '', body] = readFileSync(path, 'utf8').split('\n');
  const other = JSON.stringify({ ...(JSON.parse(seal) as object), tool: '9.9.9' });
  writeFileSync(path, `${other}\n${body}\n`);
  expect(await readSealed(path, 'test')).toEqual({ kind: 'foreign' });
  const packed = join(folder, 'foreign.json.zst');
  writeFileSync(packed, zstdCompressSync(`${other}\n${body}\n`));
  expect(await readSealed(packed, 'test')).toEqual({ kind: 'foreign' });
  for (const broken of ['', '\n', 'null\n{}\n', '{"kind":"test"}\n']) {
    writeFileSync(path, broken);
    expect(await readSealed(path, 'test')).toEqual({ kind: 'damaged' });
  }
});

test('samples come back as they were, and damage to them is noticed', async () => {
  const path = join(folder, 'samples');
  const batches = [1, 2, 3].map((row) => [
    unreadRow({ row, line: row }, 'blank', 'a\nb'),
    unreadRow({ row, line: null }, 'no-text', '\u2028'),
  ]);
  const writer = await SampleWriter.create(path);
  for (const batch of [...batches, []]) await writer.add(batch);
  const sha256 = await writer.finish();
  expect(await readAll(path, sha256)).toEqual(batches);
  expect(await isUnharmed(path, sha256)).toBe(true);

  const bytes = readFileSync(path);
  for (const length of [0, 3, 5, bytes.length - 1]) {
    writeFileSync(path, bytes.subarray(0, length));
    expect(await isUnharmed(path, sha256)).toBe(false);
  }
  for (let at = 0; at < bytes.length; at += 11) {
    const changed = Buffer.from(bytes);
    changed[at]! ^= 0x40;
    writeFileSync(path, changed);
    expect(await isUnharmed(path, sha256)).toBe(false);
    await expect(readAll(path, sha256)).rejects.toThrow(/samples: is damaged/);
  }
  rmSync(path);
  expect(await isUnharmed(path, sha256)).toBe(false);
});

async function readAll(path: string, sha256: string): Promise<unknown[]> {
  const read: unknown[] = [];
  for await (const records of readSamples(path, sha256)) read.push(records);
  return read;
}
