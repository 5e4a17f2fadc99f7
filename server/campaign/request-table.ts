/** All requests of a log as columns of numbers: what is tested over them later. No texts are kept. */

export const requestColumns = {
  time: Float64Array,
  account: Int32Array,
  organisation: Int32Array,
  model: Int32Array,
  template: Int32Array,
  prompt: Int32Array,
  row: Uint32Array,
  file: Uint16Array,
  status: Uint16Array,
  /** Of the response; −1 if unknown. */
  outputTokens: Int32Array,
  labels: Uint16Array,
  capability: Uint8Array,
  /** See `replays.ts`. */
  replay: Uint8Array,
} as const;

type ColumnName = keyof typeof requestColumns;

export type RequestColumns = {
  readonly [Name in ColumnName]: InstanceType<(typeof requestColumns)[Name]>;
};
export type RequestEntry = { readonly [Name in ColumnName]: number };

export interface RequestTable extends RequestColumns {
  readonly length: number;
}

/** 100 MB. Of longer logs every second, fourth, … request is remembered. */
const mostRequests = 1 << 21;

const names = Object.keys(requestColumns) as ColumnName[];

export class RequestTableBuilder {
  #columns = emptyColumns(1 << 14);
  #length = 0;
  #seen = 0;
  #thinning = 1;
  readonly #most: number;

  constructor(most = mostRequests) {
    this.#most = most;
  }

  get thinning(): number {
    return this.#thinning;
  }

  add(entry: RequestEntry): void {
    if (this.#seen++ % this.#thinning !== 0) return;
    if (this.#length === this.#most) this.#thin();
    if (this.#length === this.#columns.row.length) this.#grow();
    for (const name of names) this.#columns[name][this.#length] = entry[name];
    this.#length++;
  }

  #grow(): void {
    const grown = emptyColumns(Math.min(this.#most, this.#length * 2));
    for (const name of names) grown[name].set(this.#columns[name]);
    this.#columns = grown;
  }

  /** Keeps every second one of those that are there. */
  #thin(): void {
    for (const name of names) {
      const column = this.#columns[name];
      for (let i = 0; i < this.#length; i += 2) column[i >> 1] = column[i]!;
    }
    this.#length = (this.#length + 1) >> 1;
    this.#thinning *= 2;
  }

  table(): RequestTable {
    const entries = names.map((name) => [name, this.#columns[name].subarray(0, this.#length)]);
    return { ...(Object.fromEntries(entries) as RequestColumns), length: this.#length };
  }
}

function emptyColumns(length: number): RequestColumns {
  const entries = names.map((name) => [name, new requestColumns[name](length)]);
  return Object.fromEntries(entries) as RequestColumns;
}
