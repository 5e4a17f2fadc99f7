/** Bytes that are no text, or not the expected kind of it: encodings, line ends, NUL. */

import { between, good, hostileFile, type HostileFile } from './hostile-file.ts';

const utf8Bom = '\uFEFF';
const twoRows = `${good}\n${good}\n`;

function utf16(text: string, isBigEndian: boolean): Uint8Array {
  const bytes = Buffer.from(text, 'utf16le');
  return isBigEndian ? bytes.swap16() : bytes;
}

/** By what is wrong with them. */
const brokenSequences: Readonly<Record<string, readonly number[]>> = {
  'never-a-byte': [0xff],
  'never-a-start': [0xc0],
  'lone-continuation': [0x80],
  'two-of-two-missing': [0xc3],
  'three-of-three-missing': [0xe2, 0x82],
  'four-of-four-missing': [0xf0, 0x9f, 0x98],
  overlong: [0xc0, 0xaf],
  'overlong-in-three': [0xe0, 0x80, 0xaf],
  surrogate: [0xed, 0xa0, 0x80],
  'beyond-unicode': [0xf4, 0x90, 0x80, 0x80],
  'five-bytes': [0xf8, 0x88, 0x80, 0x80, 0x80],
  latin1: [0x63, 0x61, 0x66, 0xe9],
};

function broken(bytes: readonly number[]): Uint8Array {
  return Buffer.concat([Buffer.from('{"messages":"'), Buffer.from(bytes), Buffer.from('"}')]);
}

/** The broken byte lies this far from where a chunk of the file ends. */
function atChunkEdge(distance: number): Uint8Array {
  const before = 'x'.repeat((1 << 20) + distance - Buffer.byteLength(`${good}\n{"t":"`));
  const row = Buffer.concat([
    Buffer.from(`{"t":"${before}`),
    Buffer.from([0xe2, 0x82]),
    Buffer.from('"}'),
  ]);
  return between(row);
}

const bytes: HostileFile[] = [
  hostileFile('empty.jsonl', '', ''),
  ...[0x00, 0x0d, 0x1f, 0x30, 0x5b, 0x7b, 0x22, 0x80, 0xef, 0xff].map((byte) => {
    const skipped: Record<number, string> = {
      0x30: '1 not-an-object',
      0x0d: '1 blank',
      0x80: '1 invalid-utf8',
      0xef: '1 invalid-utf8',
      0xff: '1 invalid-utf8',
    };
    const name = `one-byte-${byte.toString(16).padStart(2, '0')}.jsonl`;
    return hostileFile(name, () => Uint8Array.of(byte), skipped[byte] ?? '1 broken-json');
  }),
  hostileFile('one-line-feed.jsonl', '\n', '1 blank'),
  hostileFile('nul-row.jsonl', () => between('\0\0\0'), '2 analysed, 1 broken-json'),
  hostileFile('nul-in-string.jsonl', () => between('{"t":"\0"}'), '2 analysed, 1 broken-json'),
  hostileFile('nul-behind.jsonl', `${twoRows}${'\0'.repeat(4096)}`, '2 analysed, 1 broken-json'),
  hostileFile('only-nul.jsonl', () => new Uint8Array(1 << 20), '1 broken-json'),
];

const encodings: HostileFile[] = [
  hostileFile('utf8-bom.jsonl', `${utf8Bom}${twoRows}`, '2 analysed'),
  hostileFile('utf8-bom-alone.jsonl', utf8Bom, '1 blank'),
  hostileFile(
    'utf8-bom-twice.jsonl',
    `${utf8Bom}${utf8Bom}${twoRows}`,
    '1 analysed, 1 broken-json',
  ),
  // Files are joined.
  hostileFile('utf8-bom-inside.jsonl', `${good}\n${utf8Bom}${good}\n`, '2 analysed'),
  hostileFile('utf16-le.jsonl', () => utf16(utf8Bom + twoRows, false), '', 'UTF-16'),
  hostileFile('utf16-be.jsonl', () => utf16(utf8Bom + twoRows, true), '', 'UTF-16'),
  hostileFile('utf16-without-bom.jsonl', () => utf16(twoRows, false), '3 broken-json'),
  hostileFile('utf16.csv', () => utf16(`${utf8Bom}text\nabc\n`, false), '', 'UTF-16'),
  ...Object.entries(brokenSequences).map(([name, sequence]) =>
    hostileFile(
      `utf8-${name}.jsonl`,
      () => between(broken(sequence)),
      '2 analysed, 1 invalid-utf8',
    ),
  ),
  ...[-3, -2, -1, 0, 1].map((distance) =>
    hostileFile(
      `utf8-at-chunk-edge${distance}.jsonl`,
      () => atChunkEdge(distance),
      '2 analysed, 1 invalid-utf8',
    ),
  ),
];

const lineEnds: HostileFile[] = [
  hostileFile('crlf.jsonl', `${good}\r\n${good}\r\n`, '2 analysed'),
  hostileFile('mixed-ends.jsonl', `${good}\r\n${good}\n${good}`, '3 analysed'),
  hostileFile('no-final-end.jsonl', good, '1 analysed'),
  // Only a line feed ends a row of JSON Lines.
  hostileFile('cr-only.jsonl', `${good}\r${good}\r`, '1 broken-json'),
  hostileFile('cr-cr-lf.jsonl', `${good}\r\r\n`, '1 analysed'),
  hostileFile('blank-between.jsonl', `${good}\n\n \n\t\n${good}\n\n`, '2 analysed, 4 blank'),
  hostileFile('ends-before.jsonl', `\n\n\n${good}`, '1 analysed, 3 blank'),
  hostileFile('form-feed.jsonl', `${good}\f${good}\n`, '1 broken-json'),
  hostileFile('vertical-tab.jsonl', `${good}\v${good}\n`, '1 broken-json'),
  hostileFile('next-line.jsonl', `${good}\u0085${good}\n`, '1 broken-json'),
  hostileFile('million-blank.jsonl', () => '\n'.repeat(1_000_000), '1000000 blank'),
  hostileFile('million-spaces.jsonl', () => ' '.repeat(1_000_000), '1 blank'),
  ...['\u2028', '\u2029'].map((separator, i) =>
    hostileFile(
      `separator-${i}-in-string.jsonl`,
      good.replace('wild yeast', `wild${separator}yeast`),
      '1 analysed',
    ),
  ),
];

export const textFiles: readonly HostileFile[] = [...bytes, ...encodings, ...lineEnds];
