/**
 * Where the lines of a file begin, sparsely: one place per so many bytes, so that reading on from the
 * nearest one is quick whatever the length of lines, and memory is flat. Only LF ends a line, as in lines.ts.
 */

import type { RowCount } from './row-access.ts';

export interface LinePlace {
  readonly row: number;
  readonly byteStart: number;
}

/** 16 MB of places at the very most; a file of 100 GB has one per 100 KB. */
const mostPlaces = 1 << 20;
const leastStepBytes = 64 << 10;

export function stepFor(byteLength: number): number {
  return Math.max(leastStepBytes, Math.ceil(byteLength / mostPlaces));
}

const lineFeed = 0x0a;

export class RowIndex {
  readonly #stepBytes: number;
  readonly #rows: Float64Array;
  readonly #starts: Float64Array;
  #places = 0;
  #lineFeeds = 0;
  #bytes = 0;
  /** Where the line begins that is not ended yet. */
  #lineStart = 0;
  #isFinal = false;

  constructor(byteLength: number, stepBytes = stepFor(byteLength)) {
    this.#stepBytes = stepBytes;
    // Lines begin in order, at most one per step is kept, and the operating system gives memory when it is used.
    const room = Math.ceil(byteLength / stepBytes) + 1;
    this.#rows = new Float64Array(room);
    this.#starts = new Float64Array(room);
    this.#keep(1, 0);
  }

  get bytes(): number {
    return this.#bytes;
  }

  /** A line counts once it has a byte or an end. */
  get count(): RowCount {
    const hasRest = this.#bytes > this.#lineStart;
    return { count: this.#lineFeeds + (hasRest ? 1 : 0), isFinal: this.#isFinal };
  }

  /** The next bytes of the file. */
  add(chunk: Uint8Array): void {
    const base = this.#bytes;
    let next = this.#starts[this.#places - 1]! + this.#stepBytes;
    for (let at = chunk.indexOf(lineFeed); at >= 0; at = chunk.indexOf(lineFeed, at + 1)) {
      this.#lineFeeds++;
      const start = base + at + 1;
      this.#lineStart = start;
      if (start < next) continue;
      this.#keep(this.#lineFeeds + 1, start);
      next = start + this.#stepBytes;
    }
    this.#bytes += chunk.length;
  }

  finish(): void {
    this.#isFinal = true;
  }

  /** The nearest known place at or before a row. */
  before(row: number): LinePlace {
    let low = 0;
    let high = this.#places;
    while (high - low > 1) {
      const middle = (low + high) >>> 1;
      if (this.#rows[middle]! <= row) low = middle;
      else high = middle;
    }
    return { row: this.#rows[low]!, byteStart: this.#starts[low]! };
  }

  #keep(row: number, byteStart: number): void {
    this.#rows[this.#places] = row;
    this.#starts[this.#places] = byteStart;
    this.#places++;
  }
}
