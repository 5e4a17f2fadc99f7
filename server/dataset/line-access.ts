/** JSON Lines by row number: lines are counted in the background while the first ones are already read. */

import { openPositioned, type PositionedFile } from './positioned-file.ts';
import type { AccessedRow, RowAccess, RowAccessOptions } from './row-access.ts';
import { RowIndex } from './row-index.ts';

export interface LineAccessOptions {
  /** Read at once while counting; counting them takes a millisecond, and others wait no longer. */
  readonly scanBytes: number;
  /** Read at once on the way to a row. */
  readonly readBytes: number;
  /** Between the places that are remembered; null: as fits the file. */
  readonly stepBytes: number | null;
}

const usualOptions: LineAccessOptions = {
  scanBytes: 1 << 20,
  readBytes: 128 << 10,
  stepBytes: null,
};

const lineFeed = 0x0a;
const carriageReturn = 0x0d;

/** Throws a `UserError` for anything that is not a readable regular file. */
export async function openLines(path: string, options = usualOptions): Promise<RowAccess> {
  const file = await openPositioned(path);
  const index = new RowIndex(file.byteLength, options.stepBytes ?? undefined);
  const closing = new AbortController();
  let begun = (): void => undefined;
  const first = new Promise<void>((resolve) => (begun = resolve));
  const counted = countLines(file, index, { ...options, signal: closing.signal, begun });
  // Whoever reads is told; nobody may be waiting.
  counted.catch(() => undefined);
  return {
    byteLength: file.byteLength,
    counted,
    get bytesCounted() {
      return index.bytes;
    },
    rowCount: () => index.count,
    async rows(from, count, limits) {
      await Promise.race([first, counted]);
      await file.checkUnchanged();
      const last = Math.min(from + count - 1, index.count.count);
      return readLines(file, index, { from, last }, { ...limits, readBytes: options.readBytes });
    },
    async close() {
      closing.abort(new Error('the dataset was closed'));
      await counted.catch(() => undefined);
      await file.close();
    },
  };
}

interface CountOptions {
  readonly scanBytes: number;
  readonly signal: AbortSignal;
  /** Called when there is something to show. */
  readonly begun: () => void;
}

/** While one chunk is counted, the next one is read. */
async function countLines(
  file: PositionedFile,
  index: RowIndex,
  { scanBytes, signal, begun }: CountOptions,
): Promise<void> {
  let [current, spare] = [new Uint8Array(scanBytes), new Uint8Array(scanBytes)];
  let bytesRead = await file.read(current, 0);
  for (let at = bytesRead; bytesRead > 0; at += bytesRead) {
    signal.throwIfAborted();
    const reading = file.read(spare, at);
    index.add(current.subarray(0, bytesRead));
    if (index.count.count > 1) begun();
    bytesRead = await reading;
    [current, spare] = [spare, current];
  }
  index.finish();
}

interface Range {
  readonly from: number;
  readonly last: number;
}

async function readLines(
  file: PositionedFile,
  index: RowIndex,
  { from, last }: Range,
  { readBytes, mostRowBytes, signal }: RowAccessOptions & { readBytes: number },
): Promise<AccessedRow[]> {
  const rows: AccessedRow[] = [];
  if (from > last) return rows;
  const buffer = new Uint8Array(readBytes);
  let { row, byteStart: position } = index.before(from);
  let line = new LinePart(mostRowBytes);
  while (row <= last) {
    signal.throwIfAborted();
    const chunk = buffer.subarray(0, await file.read(buffer, position));
    position += chunk.length;
    for (let at = 0; at < chunk.length && row <= last;) {
      const end = chunk.indexOf(lineFeed, at);
      if (row >= from) line.add(chunk.subarray(at, end < 0 ? chunk.length : end));
      at = end < 0 ? chunk.length : end + 1;
      if (end < 0) continue;
      if (row >= from) {
        rows.push(line.toRow(row));
        line = new LinePart(mostRowBytes);
      }
      row++;
    }
    if (chunk.length === 0) {
      // The last line has no end of its own.
      if (row >= from) rows.push(line.toRow(row));
      return rows;
    }
  }
  return rows;
}

/** A line as its bytes come, of which only the first are kept. */
class LinePart {
  readonly #most: number;
  readonly #parts: Uint8Array[] = [];
  #kept = 0;
  #length = 0;
  #lastByte = 0;

  constructor(most: number) {
    this.#most = most;
  }

  add(bytes: Uint8Array): void {
    if (bytes.length === 0) return;
    const room = this.#most - this.#kept;
    if (room > 0) this.#parts.push(bytes.slice(0, room));
    this.#kept += Math.min(room, bytes.length);
    this.#length += bytes.length;
    this.#lastByte = bytes.at(-1)!;
  }

  toRow(row: number): AccessedRow {
    const byteLength = this.#length - (this.#lastByte === carriageReturn ? 1 : 0);
    const bytes = new Uint8Array(Math.min(this.#kept, byteLength));
    let at = 0;
    for (const part of this.#parts) {
      const fitting = part.subarray(0, bytes.length - at);
      bytes.set(fitting, at);
      at += fitting.length;
    }
    return { row, line: row, bytes, byteLength, problem: null };
  }
}
