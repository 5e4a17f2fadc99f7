/** Compressed files that are damaged, joined, not what they say, or made to burst. */

import { gzipSync, zstdCompressSync } from 'node:zlib';
import { cut, flipped, good, hostileFile, type HostileFile } from './hostile-file.ts';

const rows = Array.from({ length: 200 }, (_, i) => good.replace('eight hours', `${i} hours`)).join(
  '\n',
);
const all = '200 analysed';

const packers = { gz: gzipSync, zst: zstdCompressSync } as const;
type Packer = (content: string | Uint8Array) => Uint8Array;

function packedBy(ending: keyof typeof packers): HostileFile[] {
  const pack: Packer = packers[ending];
  const packed = pack(rows);
  const file = (
    name: string,
    content: HostileFile['content'],
    ledger: string | null,
    problem?: string | null,
  ): HostileFile => hostileFile(`${name}.jsonl.${ending}`, content, ledger, problem);
  return [
    file('whole', () => packed, all),
    file('nothing', () => new Uint8Array(), ''),
    file('packed-nothing', () => pack(''), ''),
    file('not-packed', () => rows, all),
    hostileFile(`packed-${ending}-without-saying.jsonl`, () => packed, all),
    file('joined', () => Buffer.concat([packed, pack('\n'), pack(''), pack(good)]), '201 analysed'),
    file('zeros-behind', () => Buffer.concat([packed, new Uint8Array(1000)]), all),
    // Of gzip, Node keeps back what it has unpacked of the last 16 KiB.
    file('garbage-behind', () => Buffer.concat([packed, Buffer.from('garbage')]), null, 'not read'),
    file('packed-twice', () => pack(packed), '', 'twice'),
    file('packed-by-both', () => gzipSync(zstdCompressSync(rows)), '', 'twice'),
    file('head-only', () => packed.subarray(0, 4), '', 'ends too early'),
    ...[0.1, 0.3, 0.5, 0.7, 0.9, 0.99].map((share) =>
      file(`cut-at-${share}`, () => cut(packed, share), null, 'ends too early'),
    ),
    // A bit may lie where it does no harm; what may not happen is that rows are lost without a word.
    ...[0, 0.05, 0.2, 0.4, 0.6, 0.8, 0.95, 0.999].map((share) =>
      file(`flipped-at-${share}`, () => flipped(packed, share), null, null),
    ),
    file('bomb-of-zeros', () => pack(new Uint8Array(200 << 20)), null, 'no dataset does'),
    file('bomb-of-rows', () => pack('{}\n'.repeat(60 << 20)), null, 'no dataset does'),
    file(
      'bomb-joined',
      () => Buffer.concat(new Array<Uint8Array>(20).fill(pack(new Uint8Array(16 << 20)))),
      null,
      'no dataset does',
    ),
  ];
}

/** A frame that has nothing to be unpacked, and is to be passed over. */
function skippable(length: number): Uint8Array {
  const head = Buffer.alloc(8);
  head.writeUInt32LE(0x184d2a53);
  head.writeUInt32LE(length, 4);
  return Buffer.concat([head, new Uint8Array(length)]);
}

/** Declares a window of 2 GiB, and ends there. */
const longWindow = Uint8Array.of(0x28, 0xb5, 0x2f, 0xfd, 0x04, 0xa8, 0x01, 0x00, 0x00, 0, 0, 0, 0);
/** Asks for a dictionary that nobody has. */
const withDictionary = Uint8Array.of(0x28, 0xb5, 0x2f, 0xfd, 0x21, 0x2a, 0x05, 0x29, 0, 0, 0x61);

const ofZstd: HostileFile[] = [
  hostileFile(
    'skippable-first.jsonl.zst',
    () => Buffer.concat([skippable(70_000), zstdCompressSync(rows)]),
    all,
  ),
  hostileFile('skippable-only.jsonl.zst', () => skippable(10), ''),
  hostileFile('long-window.jsonl.zst', () => longWindow, '', 'window'),
  hostileFile('dictionary.jsonl.zst', () => withDictionary, '', 'damaged'),
];

const ofGzip: HostileFile[] = [
  hostileFile('zip.jsonl.gz', () => Buffer.from('PK\u0003\u0004'), '1 broken-json'),
  hostileFile('bzip2.jsonl.gz', () => Buffer.from('BZh91AY'), '1 broken-json'),
  hostileFile('csv-in-gzip.csv.gz', () => gzipSync('text\n"unclosed'), '1 broken-csv'),
];

export const packedFiles: readonly HostileFile[] = [
  ...packedBy('gz'),
  ...packedBy('zst'),
  ...ofZstd,
  ...ofGzip,
];
