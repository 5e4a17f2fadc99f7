import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { bytesSource, streamSource } from '../../../server/dataset/byte-source.ts';
import { datasetOf } from '../../../server/dataset/dataset.ts';
import { Readable } from 'node:stream';
import { seenIn } from '../../support/batches.ts';
import { parquetCodecs, parquetOf } from '../../support/parquet.ts';

const rows = [
  { prompt: 'one', output: 'ü, "quoted"\n', n: 1 },
  { prompt: 'two', output: '', n: 2 },
  { prompt: 'three', output: '{"no":"object"}', n: 3 },
];
const expected = rows.map((row, i) => `${i + 1}@null ${JSON.stringify(row)}`);

const seenInBytes = (bytes: Uint8Array, name = 'a.parquet'): Promise<string[]> =>
  seenIn(datasetOf(bytesSource(name, bytes)).batches());

describe('rows of Parquet', () => {
  test.each(parquetCodecs)('compressed by %s', async (codec) => {
    expect(await seenInBytes(parquetOf(rows, codec))).toEqual(expected);
  });

  test('in a file of any name, packed once more, or from a pipe', async () => {
    const bytes = parquetOf(rows);
    expect(await seenInBytes(bytes, 'a.jsonl')).toEqual(expected);
    expect(await seenInBytes(gzipSync(bytes), 'a.parquet.gz')).toEqual(expected);
    const pipe = streamSource('-', Readable.from([bytes]));
    expect(await seenIn(datasetOf(pipe, 'a.parquet').batches())).toEqual(expected);
  });

  test('a column with a hostile name is a column', async () => {
    const [seen] = await seenInBytes(parquetOf([Object.fromEntries([['__proto__', 'x']])]));
    expect(seen).toBe('1@null {"__proto__":"x"}');
  });
});

describe('a file that is no Parquet', () => {
  const cases: [name: string, bytes: Uint8Array, message: string][] = [
    ['text', Buffer.from('{"a":1}\n'), 'not a Parquet file, whatever its name says'],
    ['empty', new Uint8Array(), 'not a Parquet file, whatever its name says'],
    ['cut', parquetOf(rows).subarray(0, 60), 'its footer cannot be read'],
    ['nothing but its magic', Buffer.from('PAR1'), 'its footer cannot be read'],
    [
      'a footer that lies',
      Buffer.from('PAR1....\xff\xff\xff\x7fPAR1', 'latin1'),
      'its footer cannot be read',
    ],
  ];
  test.each(cases)('%s', async (_, bytes, message) => {
    const seen = await seenInBytes(bytes);
    expect(seen).toHaveLength(1);
    expect(seen[0]).toContain(message);
  });
});

describe('damage', () => {
  test('in one row group leaves the others', async () => {
    const bytes = parquetOf(rows);
    bytes.fill(0xff, 10, 30);
    const seen = await seenInBytes(bytes);
    expect(seen).toHaveLength(3);
    for (const row of seen.slice(0, 2)) expect(row).toMatch(/^\d@null broken-parquet: /);
    expect(seen[2]).toBe(expected[2]);
  });

  test('anywhere loses no row, and is said', async () => {
    const many = Array.from({ length: 40 }, (_, i) => ({
      prompt: `q${i % 7}`,
      output: `text ${i}`,
    }));
    const whole = parquetOf(many, 'UNCOMPRESSED', 10);
    let state = 1;
    const random = (below: number): number => {
      state = (Math.imul(state, 1_103_515_245) + 12_345) & 0x7fff_ffff;
      return state % below;
    };
    for (let i = 0; i < 300; i++) {
      const bytes = whole.slice();
      for (let k = 0; k <= random(4); k++) bytes[random(bytes.length)] = random(256);
      const seen = await seenInBytes(bytes);
      const isStopped = seen.at(-1)?.startsWith('stopped: ') === true;
      // A footer may be damaged so that it claims other numbers, but never so that nobody notices nothing.
      if (!isStopped) expect(seen.length).toBeGreaterThan(0);
    }
  });
});
