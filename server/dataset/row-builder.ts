/** Rows of any format, as JSON → batches of lines: what is behind this file knows JSON Lines only. */

import type { SkipReason } from '../../protocol/views.ts';
import { type LineOptions, type RowBatch, tooLarge } from './lines.ts';

const lineFeed = 0x0a;

export class RowBuilder {
  readonly #options: LineOptions;
  #bytes: Uint8Array<ArrayBuffer>;
  #used = 0;
  /** Where the row that is being written begins. */
  #rowStart = 0;
  /** Of the row that is being written, whether they are kept or not. */
  #rowBytes = 0;
  #lines: number[] = [];
  #firstRow = 1;
  #byteStart = 0;
  readonly #done: RowBatch[] = [];

  constructor(options: LineOptions) {
    this.#options = options;
    this.#bytes = new Uint8Array(options.batchBytes * 2);
  }

  /** More of the current row: JSON without line feeds. */
  write(bytes: Uint8Array): void {
    this.#rowBytes += bytes.length;
    if (this.#rowBytes > this.#options.maxRowBytes) return;
    this.#keep(bytes);
  }

  /** `line`: where the row begins in its file; 0 if there are no lines. */
  endRow(line: number): void {
    const rowBytes = this.#rowBytes;
    this.#rowBytes = 0;
    if (rowBytes > this.#options.maxRowBytes) {
      this.#used = this.#rowStart;
      this.#flush();
      this.#done.push(
        tooLarge(this.#firstRow++, line === 0 ? null : line, rowBytes, this.#options),
      );
      return;
    }
    this.#keep(Uint8Array.of(lineFeed));
    this.#rowStart = this.#used;
    this.#lines.push(line);
    if (this.#used >= this.#options.batchBytes) this.#flush();
  }

  /** In place of the current row, and of others behind it. */
  unread(reason: SkipReason, message: string, line: number, rows = 1): void {
    this.#rowBytes = 0;
    this.#used = this.#rowStart;
    this.#flush();
    const place = { firstRow: this.#firstRow, rows, line: line === 0 ? null : line };
    this.#done.push({ kind: 'unread', ...place, reason, message });
    this.#firstRow += rows;
  }

  /** What is ready to be given out. */
  *take(): Generator<RowBatch> {
    yield* this.#done.splice(0);
  }

  /** Everything, at the end. */
  *finish(): Generator<RowBatch> {
    this.#flush();
    yield* this.take();
  }

  #keep(bytes: Uint8Array): void {
    const needed = this.#used + bytes.length;
    if (needed > this.#bytes.length) {
      const grown = new Uint8Array(Math.max(needed, this.#bytes.length * 2));
      grown.set(this.#bytes.subarray(0, this.#used));
      this.#bytes = grown;
    }
    this.#bytes.set(bytes, this.#used);
    this.#used = needed;
  }

  #flush(): void {
    const rows = this.#lines.length;
    if (rows === 0) return;
    this.#done.push({
      kind: 'lines',
      firstRow: this.#firstRow,
      byteStart: this.#byteStart,
      bytes: this.#bytes.slice(0, this.#used),
      rows,
      lines: Uint32Array.from(this.#lines),
    });
    this.#firstRow += rows;
    this.#byteStart += this.#used;
    this.#lines = [];
    this.#used = 0;
    this.#rowStart = 0;
    const usual = this.#options.batchBytes * 2;
    if (this.#bytes.length > usual) this.#bytes = new Uint8Array(usual);
  }
}
