/** One row of a dataset on disk, for somebody who asks for it by its number. */

import type { ByteSource } from '../dataset/byte-source.ts';
import { defaultLineOptions, lineBatches, type LineBatch } from '../dataset/lines.ts';
import { UserError } from '../dataset/user-error.ts';

export interface FoundRow {
  /** The first lines of the file, from which its field can be detected. */
  readonly head: LineBatch;
  /** The row's line alone. */
  readonly bytes: Uint8Array<ArrayBuffer>;
}

const lineFeed = 0x0a;

/** Throws a `UserError` if the file has no such row or the row is too large. */
export async function findRow(source: ByteSource, row: number): Promise<FoundRow> {
  let head: LineBatch | null = null;
  let rows = 0;
  for await (const lines of lineBatches(source.chunks(), defaultLineOptions)) {
    if (lines.kind === 'oversize') {
      rows = lines.row;
      if (lines.row === row) throw new UserError(`${source.name}:${row}: the row is too large`);
      continue;
    }
    head ??= lines;
    rows = lines.firstRow + lines.rows - 1;
    if (row <= rows) return { head, bytes: lineOf(lines, row) };
  }
  throw new UserError(`${source.name}: has ${rows} rows, so there is no row ${row}`);
}

function lineOf({ bytes, firstRow }: LineBatch, row: number): Uint8Array<ArrayBuffer> {
  let start = 0;
  for (let i = firstRow; i < row; i++) start = bytes.indexOf(lineFeed, start) + 1;
  const end = bytes.indexOf(lineFeed, start);
  return bytes.slice(start, end < 0 ? bytes.length : end);
}
