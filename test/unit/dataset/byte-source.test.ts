/** Real files, and what else may have a file's name. */

import { execFileSync } from 'node:child_process';
import {
  appendFileSync,
  mkdtempSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { afterAll, describe, expect, test } from 'vitest';
import {
  type ByteSource,
  bytesSource,
  fileSource,
  streamSource,
} from '../../../server/dataset/byte-source.ts';

const folder = mkdtempSync(join(tmpdir(), 'teacherprint-test-'));
afterAll(() => rmSync(folder, { recursive: true }));

const isWindows = process.platform === 'win32';

function file(name: string, content: string): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

async function contentOf(source: ByteSource): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of source.chunks()) chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks).toString();
}

describe('a source', () => {
  const content = 'All bytes, in order. '.repeat(150_000);

  test('gives all bytes of a file, as often as it is asked', async () => {
    const source = await fileSource(file('long', content));
    expect(source.byteLength).toBe(content.length);
    expect(await contentOf(source)).toBe(content);
    expect(await contentOf(source)).toBe(content);
    expect(await source.isUnchanged()).toBe(true);
  });

  test('gives all bytes of a memory or a stream', async () => {
    expect(await contentOf(bytesSource('memory', Buffer.from(content)))).toBe(content);
    const stream = Readable.from([Buffer.from('a'), Buffer.from('b')]);
    expect(await contentOf(streamSource('-', stream))).toBe('ab');
  });

  test('says so when a stream fails', async () => {
    const stream = new Readable({ read: () => stream.destroy(new Error('the other end is gone')) });
    await expect(contentOf(streamSource('-', stream))).rejects.toThrow(
      '-: cannot be read: the other end is gone',
    );
  });

  const changes: [string, (path: string) => void][] = [
    ['grew', (path) => appendFileSync(path, 'x')],
    ['was cut', (path) => writeFileSync(path, 'x')],
    ['was replaced', (path) => renameSync(file('other', 'x'.repeat(10)), path)],
    ['is gone', (path) => rmSync(path)],
  ];
  test.each(changes)('notices that its file %s', async (_, change) => {
    const path = file('changing', 'y'.repeat(10));
    const source = await fileSource(path);
    change(path);
    expect(await source.isUnchanged()).toBe(false);
  });
});

describe('no source', () => {
  test.skipIf(isWindows)('is what is not a regular file, and none of it blocks', async () => {
    const fifo = join(folder, 'fifo');
    execFileSync('mkfifo', [fifo]);
    const circle = join(folder, 'circle');
    symlinkSync(circle, circle);
    const cases: [path: string, reason: string][] = [
      [join(folder, 'absent'), 'no such file or directory'],
      [folder, 'is a folder'],
      [fifo, 'not a regular file; to read a pipe, connect it to - instead'],
      ['/dev/zero', 'not a regular file; to read a pipe, connect it to - instead'],
      [circle, 'too many symbolic links encountered'],
      [join(file('plain', ''), 'inside'), 'not a directory'],
      [join(folder, 'x'.repeat(300)), 'name too long'],
    ];
    for (const [path, reason] of cases) {
      await expect(fileSource(path)).rejects.toThrow(`${path}: ${reason}`);
    }
  });

  test.skipIf(process.platform !== 'linux')('is a file that gives errors', async () => {
    await expect(fileSource('/proc/self/mem').then(contentOf)).rejects.toThrow(
      '/proc/self/mem: cannot be read: i/o error',
    );
  });
});
