/** One row of a dataset, for somebody who asks for it by its number. */

import type { Dataset } from '../dataset/dataset.ts';
import { cutRows, type LineBatch } from '../dataset/lines.ts';
import { UserError } from '../dataset/user-error.ts';

/** The row alone. Throws a `UserError` if there is no such row or it cannot be read. */
export async function findRow(
  dataset: Dataset,
  row: number,
  signal: AbortSignal,
): Promise<LineBatch> {
  if (!Number.isInteger(row) || row < 1) {
    throw new UserError(`${dataset.name}:${row}: rows are counted from 1`);
  }
  let rows = 0;
  for await (const batch of dataset.batches()) {
    signal.throwIfAborted();
    rows = batch.firstRow + batch.rows - 1;
    if (row > rows) continue;
    if (batch.kind === 'unread') throw new UserError(`${dataset.name}:${row}: ${batch.message}`);
    return cutRows(cutRows(batch, row - batch.firstRow)[1], 1)[0];
  }
  throw new UserError(`${dataset.name}: has ${rows} rows, so there is no row ${row}`);
}
