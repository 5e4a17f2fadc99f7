/** A file → access to its rows, by its format. */

import { openLines } from './line-access.ts';
import type { RowAccess } from './row-access.ts';
import { UserError } from './user-error.ts';

const otherFormats = /\.(?:json|csv|tsv|parquet|gz|zst)$/i;

export async function openRows(path: string): Promise<RowAccess> {
  if (otherFormats.test(path)) {
    throw new UserError(`${path}: only JSON Lines (.jsonl, .ndjson) can be shown by row`);
  }
  return openLines(path);
}
