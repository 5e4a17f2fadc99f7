/** A file → access to its rows, by its format. */

import { openLines } from '../dataset/line-access.ts';
import type { RowAccess } from '../dataset/row-access.ts';
import { isPlainLines, openFile } from '../scan/open-dataset.ts';
import { openSpooled } from './spooled-access.ts';

/** Throws a `UserError` for anything that is not a readable regular file. */
export async function openRows(path: string): Promise<RowAccess> {
  return (await isPlainLines(path)) ? openLines(path) : openSpooled(await openFile(path));
}
