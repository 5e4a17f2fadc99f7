import { constants, gzipSync, zstdCompressSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { bytesSource } from '../../../server/dataset/byte-source.ts';
import { datasetOf } from '../../../server/dataset/dataset.ts';
import { decompressed } from '../../../server/dataset/decompress.ts';
import { isUserError } from '../../../server/dataset/user-error.ts';
import { chunksOf, seenIn } from '../../support/batches.ts';

const line = '{"a":"one line of many, no two of which are alike"}\n';
const plain = Buffer.from(
  Array.from({ length: 4000 }, (_, i) => line.replace('one', String(i * 7919))).join(''),
);
const halves = [plain.subarray(0, 5000), plain.subarray(5000)] as const;
/** A frame that says of itself that it is to be skipped. */
const skippable = Buffer.concat([
  Buffer.from([0x53, 0x2a, 0x4d, 0x18, 3, 0, 0, 0]),
  Buffer.from('abc'),
]);

/** What came out, and what was said about the rest. */
async function unpack(
  bytes: Uint8Array,
  chunkBytes = 1 << 16,
): Promise<{ length: number; isPrefix: boolean; problem: string | null }> {
  const out: Buffer[] = [];
  let problem: string | null = null;
  try {
    for await (const chunk of decompressed(chunksOf(bytes, chunkBytes), 'a')) {
      out.push(Buffer.from(chunk));
    }
  } catch (error) {
    if (!isUserError(error)) throw error;
    problem = error.message;
  }
  const all = Buffer.concat(out);
  return { length: all.length, isPrefix: plain.subarray(0, all.length).equals(all), problem };
}

const isPlain = { length: plain.length, isPrefix: true, problem: null };

describe('what comes out', () => {
  const gzip = gzipSync(plain);
  const zstd = zstdCompressSync(plain);
  const whole: [name: string, bytes: Buffer][] = [
    ['of what is not compressed', plain],
    ['of gzip', gzip],
    ['of gzip in several members', Buffer.concat(halves.map((half) => gzipSync(half)))],
    ['of gzip with padding', Buffer.concat([gzip, Buffer.alloc(1000)])],
    ['of zstd', zstd],
    ['of zstd in several frames', Buffer.concat(halves.map((half) => zstdCompressSync(half)))],
    ['of zstd with frames to skip', Buffer.concat([skippable, zstd, skippable])],
    [
      'of zstd with a checksum',
      zstdCompressSync(plain, { params: { [constants.ZSTD_c_checksumFlag]: 1 } }),
    ],
  ];
  test.each(whole)('%s, whatever the chunks', async (_, bytes) => {
    for (const chunkBytes of [97, 1 << 12, 1 << 20]) {
      expect(await unpack(bytes, chunkBytes)).toEqual(isPlain);
    }
  });

  test('of nothing', async () => {
    expect(await unpack(gzipSync(''))).toMatchObject({ length: 0, problem: null });
    expect(await unpack(Buffer.alloc(0))).toMatchObject({ length: 0, problem: null });
  });
});

describe('is stopped with a sentence, after what was right:', () => {
  const damaged = (bytes: Buffer, at: number): Buffer => {
    const copy = Buffer.from(bytes);
    copy[at]! ^= 0xff;
    return copy;
  };
  const gzip = gzipSync(plain);
  const zstd = zstdCompressSync(plain, { params: { [constants.ZSTD_c_checksumFlag]: 1 } });
  const repeated = Buffer.alloc(300 << 20, line);
  const cases: [name: string, bytes: () => Buffer, problem: string][] = [
    [
      'gzip that was cut',
      () => gzip.subarray(0, gzip.length - 9),
      'a: the gzip file ends too early',
    ],
    [
      'zstd that was cut',
      () => zstd.subarray(0, zstd.length - 9),
      'a: the zstd file ends too early',
    ],
    ['gzip with a wrong sum', () => damaged(gzip, gzip.length - 6), 'a: the gzip file is damaged'],
    ['zstd with a wrong sum', () => damaged(zstd, zstd.length - 2), 'a: the zstd file is damaged'],
    ['gzip, and something else', () => Buffer.concat([gzip, plain]), 'a: the gzip file is damaged'],
    [
      'zstd, and something else',
      () => Buffer.concat([zstd, plain]),
      'a: something that is not zstd follows',
    ],
    ['gzip in gzip', () => gzipSync(gzip), 'a: compressed twice (gzip inside of gzip)'],
    ['gzip in zstd', () => zstdCompressSync(gzip), 'a: compressed twice (gzip inside of zstd)'],
    ['a bomb of gzip', () => gzipSync(repeated), 'a: unpacks to more than 200 times its size'],
    [
      'a bomb of zstd',
      () => zstdCompressSync(repeated),
      'a: unpacks to more than 200 times its size',
    ],
  ];
  test.each(cases)('%s', async (name, bytes, problem) => {
    const seen = await unpack(bytes());
    expect(seen.problem).toContain(problem);
    if (!name.startsWith('a bomb')) expect(seen.isPrefix).toBe(true);
    else expect(seen.length).toBeLessThan(80 << 20);
  });

  test('gzip cut anywhere', async () => {
    for (let end = 3; end < gzip.length; end += 4999) {
      expect((await unpack(gzip.subarray(0, end))).problem).toContain('ends too early');
    }
  });
});

test('rows before the damage are read, and the one that is cut off is told', async () => {
  const packed = gzipSync('{"a":1}\n'.repeat(50_000) + plain.toString());
  for (const name of ['a.jsonl.gz', 'a.csv.gz']) {
    const cut = bytesSource(name, packed.subarray(0, packed.length / 2));
    const seen = await seenIn(datasetOf(cut).batches());
    expect(seen.slice(0, 100).every((row) => !row.startsWith('stopped'))).toBe(true);
    expect(seen.at(-1)).toBe(`stopped: ${name}: the gzip file ends too early; the rest is missing`);
  }
});
