/**
 * Bytes → batches of whole lines. Only LF ends a line (with an optional CR before it), as JSON Lines
 * says; a lone CR does not. Memory is bounded by one batch and the longest allowed row. Batches do not
 * depend on how the bytes come in chunks, so a file and a pipe give the same ones.
 */

import type { SkipReason } from '../../protocol/views.ts';

export interface LineBatch {
  readonly kind: 'lines';
  /** Line number of the first line, from 1. */
  readonly firstRow: number;
  /** Where the batch starts in the file. */
  readonly byteStart: number;
  /** Whole lines, each with its LF except perhaps the last of the file. Owns its memory, so it can
   *  be transferred to a worker. */
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly rows: number;
  /** Of each row, its line in the file, 0 if there are no lines. Null: the row's number is its line's. */
  readonly lines: Uint32Array<ArrayBuffer> | null;
}

/** Neighboring rows that cannot be read, such as one with more bytes than a row may have. */
export interface UnreadRows {
  readonly kind: 'unread';
  readonly firstRow: number;
  readonly rows: number;
  /** Of the first one in the file; null if there are no lines. */
  readonly line: number | null;
  readonly reason: SkipReason;
  readonly message: string;
}

export type RowBatch = LineBatch | UnreadRows;

export interface LineOptions {
  /** A batch is given out when it has at least this many bytes. */
  readonly batchBytes: number;
  readonly maxRowBytes: number;
}

export const defaultLineOptions: LineOptions = { batchBytes: 1 << 20, maxRowBytes: 64 << 20 };

const lineFeed = 0x0a;

export async function* lineBatches(
  chunks: AsyncIterable<Uint8Array>,
  options: LineOptions = defaultLineOptions,
): AsyncGenerator<RowBatch> {
  const cutter = new LineCutter(options);
  try {
    for await (const chunk of chunks) yield* cutter.push(chunk);
  } catch (error) {
    // What could be read is worth reading, down to the line that is cut off.
    yield* cutter.finish();
    throw error;
  }
  yield* cutter.finish();
}

/** The first rows of a batch, and the others. */
export function cutRows(batch: LineBatch, rows: number): [LineBatch, LineBatch] {
  let cut = 0;
  for (let i = 0; i < rows; i++) {
    const end = batch.bytes.indexOf(lineFeed, cut);
    cut = end < 0 ? batch.bytes.length : end + 1;
  }
  return [
    {
      ...batch,
      rows,
      bytes: batch.bytes.slice(0, cut),
      lines: batch.lines?.slice(0, rows) ?? null,
    },
    {
      ...batch,
      firstRow: batch.firstRow + rows,
      byteStart: batch.byteStart + cut,
      rows: batch.rows - rows,
      bytes: batch.bytes.slice(cut),
      lines: batch.lines?.slice(rows) ?? null,
    },
  ];
}

class LineCutter {
  readonly #options: LineOptions;
  /** Whole lines first, then the start of an unfinished one. Grows in place: rows of many megabytes
   *  would otherwise leave as much garbage behind on the way to their size. */
  readonly #buffer: ArrayBuffer;
  readonly #bytes: Uint8Array<ArrayBuffer>;
  #used = 0;
  /** How many of these bytes are whole lines, and how many lines that is. */
  #whole = 0;
  #rows = 0;
  /** Bytes of the unfinished line, whether they are kept or not. */
  #lineBytes = 0;
  #firstRow = 1;
  /** Where in the file the first byte lies. */
  #byteStart = 0;

  constructor(options: LineOptions) {
    this.#options = options;
    const maxByteLength = options.batchBytes + options.maxRowBytes + 1;
    this.#buffer = new ArrayBuffer(0, { maxByteLength });
    this.#bytes = new Uint8Array(this.#buffer);
  }

  *push(chunk: Uint8Array): Generator<RowBatch> {
    const { batchBytes, maxRowBytes } = this.#options;
    /** Bytes of the chunk before this one were kept or passed over. */
    let done = 0;
    for (let at = 0; at < chunk.length;) {
      const lineFeedAt = chunk.indexOf(lineFeed, at);
      const isEnded = lineFeedAt >= 0;
      const end = isEnded ? lineFeedAt : chunk.length;
      const next = isEnded ? end + 1 : end;
      this.#lineBytes += end - at;
      if (this.#lineBytes > maxRowBytes) {
        this.#keep(chunk.subarray(done, at));
        yield* this.#flush();
        this.#used = 0;
        this.#giveBack();
        done = next;
        if (isEnded) yield this.#endOversize(1);
      } else if (isEnded) {
        this.#lineBytes = 0;
        this.#rows++;
        this.#whole = this.#used + next - done;
        if (this.#whole >= batchBytes) {
          this.#keep(chunk.subarray(done, next));
          yield* this.#flush();
          done = next;
        }
      }
      at = next;
    }
    this.#keep(chunk.subarray(done));
  }

  *finish(): Generator<RowBatch> {
    if (this.#lineBytes > this.#options.maxRowBytes) {
      yield this.#endOversize(0);
      return;
    }
    if (this.#lineBytes > 0) this.#rows++;
    this.#whole = this.#used;
    yield* this.#flush();
  }

  #keep(bytes: Uint8Array): void {
    const needed = this.#used + bytes.length;
    if (needed > this.#bytes.length) this.#buffer.resize(needed);
    this.#bytes.set(bytes, this.#used);
    this.#used = needed;
  }

  /** Gives out the whole lines and keeps the unfinished one. */
  *#flush(): Generator<LineBatch> {
    if (this.#rows === 0) return;
    const bytes = this.#bytes.slice(0, this.#whole);
    const batch: LineBatch = {
      kind: 'lines',
      firstRow: this.#firstRow,
      byteStart: this.#byteStart,
      bytes,
      rows: this.#rows,
      lines: null,
    };
    this.#bytes.copyWithin(0, this.#whole, this.#used);
    this.#used -= this.#whole;
    this.#giveBack();
    this.#firstRow += this.#rows;
    this.#byteStart += this.#whole;
    this.#rows = 0;
    this.#whole = 0;
    yield batch;
  }

  /** Memory that only a very long row needed. */
  #giveBack(): void {
    const usual = Math.max(this.#used, this.#options.batchBytes * 2);
    if (this.#bytes.length > usual) this.#buffer.resize(usual);
  }

  #endOversize(lineEndBytes: number): UnreadRows {
    const unread = tooLarge(this.#firstRow, this.#firstRow, this.#lineBytes, this.#options);
    this.#byteStart += this.#lineBytes + lineEndBytes;
    this.#firstRow++;
    this.#lineBytes = 0;
    return unread;
  }
}

/** A row whose bytes were passed over, not kept. */
export function tooLarge(
  row: number,
  line: number | null,
  bytes: number,
  { maxRowBytes }: LineOptions,
): UnreadRows {
  const [megabytes, limit] = [Math.ceil(bytes / (1 << 20)), maxRowBytes >> 20];
  const message = `the row has ${megabytes} MiB; rows up to ${limit} MiB are read`;
  return { kind: 'unread', firstRow: row, rows: 1, line, reason: 'row-too-large', message };
}
