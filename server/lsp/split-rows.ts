/** A document's text → its rows, as in a file. */

import type { Dataset } from '../dataset/dataset.ts';
import { lineBatches } from '../dataset/lines.ts';

export interface DocumentRow {
  /** UTF-16 offsets in the document, without line end and byte order mark. */
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** Only line feeds end a row; an editor may count more kinds of line. */
export function splitRows(text: string): DocumentRow[] {
  const rows: DocumentRow[] = [];
  for (let start = 0; start < text.length;) {
    const lineFeed = text.indexOf('\n', start);
    const next = lineFeed < 0 ? text.length : lineFeed + 1;
    let end = lineFeed < 0 ? text.length : lineFeed;
    if (end > start && text[end - 1] === '\r') end--;
    if (text[start] === '\ufeff') start++;
    rows.push({ start, end, text: text.slice(start, end) });
    start = next;
  }
  return rows;
}

/** As they would be in a file; a row's own carriage returns stay, the line feeds between rows are ours. */
export function encodeRows(rows: readonly DocumentRow[]): Uint8Array<ArrayBuffer> {
  return new Uint8Array(new TextEncoder().encode(rows.map(({ text }) => text + '\n').join('')));
}

const rowsPerChunk = 100;

/** Encoded as far as somebody reads. */
export function rowsDataset(rows: readonly DocumentRow[]): Pick<Dataset, 'batches'> {
  return { batches: (options) => lineBatches(chunksOf(rows), options) };
}

async function* chunksOf(rows: readonly DocumentRow[]): AsyncGenerator<Uint8Array> {
  await Promise.resolve();
  for (let at = 0; at < rows.length; at += rowsPerChunk) {
    yield encodeRows(rows.slice(at, at + rowsPerChunk));
  }
}
