/** One row of a dataset, for somebody who asks for it by its number. */

import type { ByteSource } from '../dataset/byte-source.ts';
import { cutRows, lineBatches } from '../dataset/lines.ts';
import { UserError } from '../dataset/user-error.ts';

/** The row's line alone. Throws a `UserError` if there is no such row or it is too large. */
export async function findRow(
  source: ByteSource,
  row: number,
  signal: AbortSignal,
): Promise<Uint8Array<ArrayBuffer>> {
  if (!Number.isInteger(row) || row < 1) {
    throw new UserError(`${source.name}:${row}: rows are counted from 1`);
  }
  let rows = 0;
  for await (const lines of lineBatches(source.chunks())) {
    signal.throwIfAborted();
    if (lines.kind === 'oversize') {
      rows = lines.row;
      if (row === rows) throw new UserError(`${source.name}:${row}: the row is too large`);
      continue;
    }
    rows = lines.firstRow + lines.rows - 1;
    if (row <= rows) return cutRows(cutRows(lines, row - lines.firstRow)[1], 1)[0].bytes;
  }
  throw new UserError(`${source.name}: has ${rows} rows, so there is no row ${row}`);
}
