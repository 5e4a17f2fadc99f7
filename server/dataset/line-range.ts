/** Some of the lines of a file, for those who divide it. */

import type { ByteSource } from './byte-source.ts';
import { isParquet, type Dataset } from './dataset.ts';
import { isCompressed } from './decompress.ts';
import { formatOfName } from './format.ts';
import { defaultLineOptions, lineBatches } from './lines.ts';

/** Whole lines, end exclusive. */
export interface LineRange {
  readonly byteStart: number;
  readonly byteEnd: number;
  /** Number of its first line in the file, from 1. */
  readonly firstRow: number;
}

/** Whether every line feed of the file ends a row. */
export async function isDivisible(source: ByteSource): Promise<boolean> {
  if (source.slice === null) return false;
  const format = formatOfName(source.name) ?? 'json-lines';
  const head = new Uint8Array(await source.slice(0, 4));
  return format === 'json-lines' && !isCompressed(head) && !isParquet(head);
}

/** Rows have the numbers that they have in the file. `source`: divisible; what a range begins with says
 *  nothing about its format. */
export function lineRange(source: ByteSource, range: LineRange): Dataset {
  let bytesRead = 0;
  return {
    name: source.name,
    byteLength: range.byteEnd - range.byteStart,
    isUnchanged: () => source.isUnchanged(),
    bytesRead: () => bytesRead,
    async *batches(options = defaultLineOptions) {
      bytesRead = 0;
      const rowsBefore = range.firstRow - 1;
      const counted = countChunks(rangeChunks(source, range), (bytes) => (bytesRead += bytes));
      for await (const batch of lineBatches(counted, options)) {
        const firstRow = batch.firstRow + rowsBefore;
        if (batch.kind === 'unread') yield { ...batch, firstRow, line: firstRow };
        else yield { ...batch, firstRow, byteStart: batch.byteStart + range.byteStart };
      }
    },
  };
}

const chunkBytes = 1 << 20;

async function* rangeChunks(
  source: ByteSource,
  { byteStart, byteEnd }: LineRange,
): AsyncGenerator<Uint8Array> {
  for (let at = byteStart; at < byteEnd; at += chunkBytes) {
    yield new Uint8Array(await source.slice!(at, Math.min(byteEnd, at + chunkBytes)));
  }
}

async function* countChunks(
  chunks: AsyncIterable<Uint8Array>,
  onBytes: (bytes: number) => void,
): AsyncGenerator<Uint8Array> {
  for await (const chunk of chunks) {
    onBytes(chunk.length);
    yield chunk;
  }
}

const lineFeed = 0x0a;

export interface Division {
  /** A range ends with the line in which it becomes as large as this. */
  readonly rangeBytes: number;
  /** Bytes that the first range holds at least. */
  readonly firstBytes: number;
  /** Lines after these are in no range, as far as ranges without them can be made. */
  readonly maxRows: number;
}

/** Lines → ranges of nearly equal size, in one pass. */
export async function divideLines(
  chunks: AsyncIterable<Uint8Array>,
  { rangeBytes, firstBytes, maxRows }: Division,
): Promise<LineRange[]> {
  const ranges: LineRange[] = [];
  let rows = 0;
  let at = 0;
  let byteStart = 0;
  let firstRow = 1;
  let nextCut = Math.max(rangeBytes, firstBytes);
  for await (const chunk of chunks) {
    const bytes = Buffer.from(chunk.buffer, chunk.byteOffset, chunk.length);
    for (let i = bytes.indexOf(lineFeed); i >= 0; i = bytes.indexOf(lineFeed, i + 1)) {
      rows++;
      const byteEnd = at + i + 1;
      if (byteEnd < nextCut && rows < maxRows) continue;
      ranges.push({ byteStart, byteEnd, firstRow });
      if (rows >= maxRows) return ranges;
      byteStart = byteEnd;
      firstRow = rows + 1;
      nextCut = byteEnd + rangeBytes;
    }
    at += chunk.length;
  }
  if (at > byteStart) ranges.push({ byteStart, byteEnd: at, firstRow });
  return ranges;
}
