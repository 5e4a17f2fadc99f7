/** Looks for a text in all rows of a file, in the background; what was found until now can be listed. */

import type { SearchView } from '../../protocol/viewer.ts';
import type { Dataset } from '../dataset/dataset.ts';
import type { RowBatch } from '../dataset/lines.ts';
import { scanLineOptions } from '../scan/detect-field.ts';
import type { WorkerPool } from '../scan/pool.ts';
import { isRowFailure, partsAround } from '../scan/row-failure.ts';
import { NumberList } from './number-list.ts';

interface SearchedBatch {
  readonly found: readonly number[];
  readonly rows: number;
  readonly left: number;
}

export class TextSearch {
  readonly #stopping = new AbortController();
  readonly #text: string;
  #rowsSearched = 0;
  #rowsLeft = 0;
  #isFinal = false;
  /** Numbers of the rows that hold the text, as far as the file was searched. */
  readonly rows = new NumberList();

  constructor(text: string) {
    this.#text = text;
  }

  get rowsSearched(): number {
    return this.#rowsSearched;
  }

  get view(): SearchView {
    const { rowsSearched } = this;
    return { rowsSearched, rowsLeft: this.#rowsLeft, isFinal: this.#isFinal };
  }

  /** Rejects if the file cannot be read, or with the reason of `stop`. */
  async run(dataset: Dataset, pool: WorkerPool): Promise<void> {
    const running: Promise<SearchedBatch>[] = [];
    for await (const lines of dataset.batches(scanLineOptions)) {
      this.#stopping.signal.throwIfAborted();
      const searching = this.#search(lines, pool);
      // It is awaited below, perhaps only after it failed.
      searching.catch(() => undefined);
      running.push(searching);
      if (running.length >= pool.size * 2) this.#take(await running.shift()!);
    }
    for (const searched of running) this.#take(await searched);
    this.#isFinal = true;
  }

  stop(): void {
    this.#stopping.abort(new Error('the search was stopped'));
  }

  #take({ found, rows, left }: SearchedBatch): void {
    for (const row of found) this.rows.push(row);
    this.#rowsSearched += rows;
    this.#rowsLeft += left;
  }

  async #search(lines: RowBatch, pool: WorkerPool): Promise<SearchedBatch> {
    if (lines.kind === 'unread') return { found: [], rows: lines.rows, left: lines.rows };
    try {
      const job = { kind: 'search', batch: lines, text: this.#text } as const;
      const found = await pool.run(job, this.#stopping.signal);
      return { found, rows: lines.rows, left: 0 };
    } catch (error) {
      if (!isRowFailure(error)) throw error;
      if (lines.rows === 1) return { found: [], rows: 1, left: 1 };
      const parts: SearchedBatch[] = [];
      for (const part of partsAround(lines, error)) parts.push(await this.#search(part, pool));
      return {
        found: parts.flatMap(({ found }) => found),
        rows: lines.rows,
        left: parts.reduce((sum, { left }) => sum + left, 0),
      };
    }
  }
}
