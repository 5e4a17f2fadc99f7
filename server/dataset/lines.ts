/**
 * Bytes → batches of whole lines. Only LF ends a line (with an optional CR before it), as JSON Lines
 * says; a lone CR does not. Memory is bounded by one batch and the longest allowed row.
 */

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
}

/** A line with more bytes than a row may have; its bytes were passed over, not kept. */
export interface OversizeRow {
  readonly kind: 'oversize';
  readonly row: number;
  readonly byteStart: number;
  readonly byteEnd: number;
}

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
): AsyncGenerator<LineBatch | OversizeRow> {
  const cutter = new LineCutter(options);
  for await (const chunk of chunks) yield* cutter.push(chunk);
  yield* cutter.finish();
}

class LineCutter {
  readonly #options: LineOptions;
  /** Bytes not yet given out: whole lines first, then the start of an unfinished one. */
  #parts: Uint8Array[] = [];
  #partBytes = 0;
  /** How many of these bytes are the unfinished line. */
  #openBytes = 0;
  #rows = 0;
  #firstRow = 1;
  #byteStart = 0;
  /** Bytes of an oversize line passed over so far; null while lines are of a normal size. */
  #passedOver: number | null = null;

  constructor(options: LineOptions) {
    this.#options = options;
  }

  *push(chunk: Uint8Array): Generator<LineBatch | OversizeRow> {
    let rest = chunk;
    if (this.#passedOver !== null) {
      const end = rest.indexOf(lineFeed);
      this.#passedOver += end < 0 ? rest.length : end;
      if (end < 0) return;
      yield this.#endOversize(1);
      rest = rest.subarray(end + 1);
    }
    this.#take(rest);
    if (this.#openBytes > this.#options.maxRowBytes) {
      yield* this.#flush();
      this.#passedOver = this.#openBytes;
      this.#parts = [];
      this.#partBytes = 0;
      this.#openBytes = 0;
    } else if (this.#partBytes - this.#openBytes >= this.#options.batchBytes) {
      yield* this.#flush();
    }
  }

  *finish(): Generator<LineBatch | OversizeRow> {
    if (this.#passedOver !== null) {
      yield this.#endOversize(0);
      return;
    }
    if (this.#openBytes > 0) {
      this.#rows++;
      this.#openBytes = 0;
    }
    yield* this.#flush();
  }

  #take(bytes: Uint8Array): void {
    if (bytes.length === 0) return;
    this.#parts.push(bytes);
    this.#partBytes += bytes.length;
    let lineStart = 0;
    for (let end = bytes.indexOf(lineFeed); end >= 0; end = bytes.indexOf(lineFeed, lineStart)) {
      this.#rows++;
      lineStart = end + 1;
    }
    this.#openBytes = lineStart === 0 ? this.#openBytes + bytes.length : bytes.length - lineStart;
  }

  /** Gives out the whole lines and keeps the unfinished one. */
  *#flush(): Generator<LineBatch> {
    if (this.#rows === 0) return;
    const all = concatenate(this.#parts, this.#partBytes);
    const size = this.#partBytes - this.#openBytes;
    const bytes = this.#openBytes === 0 ? all : all.slice(0, size);
    const batch: LineBatch = {
      kind: 'lines',
      firstRow: this.#firstRow,
      byteStart: this.#byteStart,
      bytes,
      rows: this.#rows,
    };
    this.#firstRow += this.#rows;
    this.#byteStart += size;
    this.#rows = 0;
    this.#parts = this.#openBytes === 0 ? [] : [all.slice(size)];
    this.#partBytes = this.#openBytes;
    yield batch;
  }

  #endOversize(lineEndBytes: number): OversizeRow {
    const byteEnd = this.#byteStart + (this.#passedOver ?? 0);
    const oversize: OversizeRow = {
      kind: 'oversize',
      row: this.#firstRow,
      byteStart: this.#byteStart,
      byteEnd,
    };
    this.#firstRow++;
    this.#byteStart = byteEnd + lineEndBytes;
    this.#passedOver = null;
    return oversize;
  }
}

function concatenate(parts: readonly Uint8Array[], size: number): Uint8Array<ArrayBuffer> {
  const all = new Uint8Array(size);
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}
