/** Lines of the list that the page knows, in blocks: a bounded number of them, asked for when they are seen. */

import type { RowView } from '../../protocol/viewer.ts';

export const rowsPerBlock = 50;
const mostBlocks = 60;

interface Block {
  readonly rows: readonly RowView[];
  isStale: boolean;
}

export type RequestRows = (id: number, from: number, count: number) => void;

export class RowCache {
  readonly #request: RequestRows;
  /** The least recently seen come first. */
  readonly #blocks = new Map<number, Block>();
  readonly #asked = new Map<number, number>();
  #nextId = 1;

  constructor(request: RequestRows) {
    this.#request = request;
  }

  get(index: number): RowView | null {
    const block = this.#blocks.get(Math.floor(index / rowsPerBlock));
    return block?.rows[index % rowsPerBlock] ?? null;
  }

  /** Asks for what of these is not known, or not any more; what is known is shown until then. */
  want(first: number, last: number): void {
    const [from, to] = [first, last].map((index) => Math.floor(index / rowsPerBlock));
    for (let number = from!; number <= to!; number++) {
      const block = this.#blocks.get(number);
      if (block !== undefined) {
        this.#blocks.delete(number);
        this.#blocks.set(number, block);
      }
      const isAsked = [...this.#asked.values()].includes(number);
      if (isAsked || block?.isStale === false) continue;
      const id = this.#nextId++;
      this.#asked.set(id, number);
      this.#request(id, number * rowsPerBlock, rowsPerBlock);
    }
  }

  /** False: an answer to what was asked of another list. */
  receive(id: number, rows: readonly RowView[]): boolean {
    const number = this.#asked.get(id);
    if (number === undefined) return false;
    this.#asked.delete(id);
    this.#blocks.set(number, { rows, isStale: false });
    for (const known of this.#blocks.keys()) {
      if (this.#blocks.size <= mostBlocks) break;
      this.#blocks.delete(known);
    }
    return true;
  }

  /** Whether the failed request was one of these; it may be made again. */
  fail(id: number): boolean {
    return this.#asked.delete(id);
  }

  /** More became known of all rows, or of those that there was no room for in a block. */
  expire(which: 'all' | 'unfilled'): void {
    for (const block of this.#blocks.values()) {
      if (which === 'all' || block.rows.length < rowsPerBlock) block.isStale = true;
    }
  }

  /** Another list. */
  clear(): void {
    this.#blocks.clear();
    this.#asked.clear();
  }
}
