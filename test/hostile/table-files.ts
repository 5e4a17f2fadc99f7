/** CSV, TSV and Parquet that nobody would write on purpose. */

import { parquetOf } from '../support/parquet.ts';
import { plainAnswer } from '../support/texts.ts';
import { cut, flipped, good, hostileFile, type HostileFile } from './hostile-file.ts';

const cell = `"${plainAnswer}"`;
const header = 'instruction,output\n';
const record = `Why?,${cell}\n`;

const separated: HostileFile[] = [
  hostileFile('table.csv', `${header}${record}${record}`, '2 analysed'),
  hostileFile('nothing.csv', '', ''),
  hostileFile('header-only.csv', header, ''),
  hostileFile('header-without-end.csv', header.trim(), ''),
  hostileFile('blank-lines.csv', '\n\n\n', ''),
  hostileFile('bom.csv', `\uFEFF${header}${record}`, '1 analysed'),
  hostileFile('crlf.csv', `${header}${record}`.replaceAll('\n', '\r\n'), '1 analysed'),
  hostileFile('cr-only.csv', `${header}${record}`.replaceAll('\n', '\r'), '1 analysed'),
  hostileFile('unclosed-quote.csv', `${header}${record}a,"b`, '1 analysed, 1 broken-csv'),
  hostileFile('stray-quote.csv', `${header}${record}a"b,c\n${record}`, '2 analysed, 1 too-short'),
  hostileFile(
    'text-behind-quote.csv',
    `${header}${record}"a"b,c\n${record}`,
    '2 analysed, 1 too-short',
  ),
  hostileFile('too-few-cells.csv', `${header}${record}a\n${record}`, '2 analysed, 1 broken-csv'),
  hostileFile(
    'too-many-cells.csv',
    `${header}${record}a,b,c\n${record}`,
    '2 analysed, 1 broken-csv',
  ),
  hostileFile('same-header-twice.csv', `output,output\n${cell},${cell}\n`, '1 analysed'),
  hostileFile('header-empty.csv', `,output\na,${cell}\n`, '1 analysed'),
  hostileFile('header-prototype.csv', `__proto__,output\na,${cell}\n`, '1 analysed'),
  hostileFile('nul.csv', `${header}\0,${cell}\n`, '1 analysed'),
  hostileFile('semicolons.csv', `instruction;output\nWhy?;${cell}\n`, '1 analysed'),
  hostileFile('formula.csv', `${header}=cmd|' /C calc'!A0,${cell}\n`, '1 analysed'),
  hostileFile(
    'many-columns.csv',
    () => `${Array.from({ length: 20_000 }, (_, i) => `c${i}`).join(',')}\n`,
    '',
  ),
  hostileFile('long-cell.csv', () => `${header}a,"${'x '.repeat(2_000_000)}"\n`, '1 analysed'),
  hostileFile(
    'many-quotes.csv',
    () => `${header}a,"${'""'.repeat(500_000)}"\n${record}`,
    '2 analysed',
  ),
  hostileFile('table.tsv', `instruction\toutput\nWhy?\t${plainAnswer}\n`, '1 analysed'),
  hostileFile('json-lines.csv', `${good}\n${good}\n`, '1 too-short'),
];

const rows = Array.from({ length: 8 }, (_, i) => ({
  instruction: 'Why?',
  output: `${i} ${plainAnswer}`,
}));
const parquet = parquetOf(rows);

/** The length of the footer, which is in front of the last four bytes. */
function withFooterLength(length: number): Uint8Array {
  const copy = Buffer.from(parquet);
  copy.writeUInt32LE(length >>> 0, copy.length - 8);
  return copy;
}

const columnar: HostileFile[] = [
  hostileFile('table.parquet', () => parquet, '8 analysed'),
  hostileFile('nothing.parquet', () => new Uint8Array(), '', 'not a Parquet file'),
  hostileFile('magic.parquet', 'PAR1', '', 'Parquet'),
  hostileFile('magic-twice.parquet', 'PAR1PAR1', '', 'Parquet'),
  hostileFile('json.parquet', `${good}\n`, '', 'not a Parquet file'),
  hostileFile(
    'wrong-end.parquet',
    () => Buffer.concat([parquet.subarray(0, -1), Buffer.from('X')]),
    '',
    'Parquet',
  ),
  hostileFile('encrypted.parquet', 'PARE00000000PARE', '', 'Parquet'),
  hostileFile('parquet-in-disguise.jsonl', () => parquet, '8 analysed'),
  hostileFile(
    'parquet-behind.parquet',
    () => Buffer.concat([parquet, Buffer.from('x')]),
    '',
    'Parquet',
  ),
  ...[0, 1, 12, 0x7fffffff, 0xffffffff, parquet.length, parquet.length - 8].map((length) =>
    hostileFile(`footer-of-${length}.parquet`, () => withFooterLength(length), null, null),
  ),
  ...[0.01, 0.2, 0.4, 0.6, 0.8, 0.97].map((share) =>
    hostileFile(`cut-at-${share}.parquet`, () => cut(parquet, share), '', 'Parquet'),
  ),
  ...Array.from({ length: 24 }, (_, i) => (i + 0.5) / 24).map((share) =>
    hostileFile(
      `flipped-at-${share.toFixed(2)}.parquet`,
      () => flipped(parquet, share),
      null,
      null,
    ),
  ),
];

export const tableFiles: readonly HostileFile[] = [...separated, ...columnar];
