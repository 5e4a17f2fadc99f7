/** Which rows or samples are shown, and in which order; a list may grow while it is looked at. */

import { flags } from '../../protocol/views.ts';
import { type CountView, type RowFilter } from '../../protocol/viewer.ts';
import type { RowAccess } from '../dataset/row-access.ts';
import { inSlices } from './in-slices.ts';
import { NumberList } from './number-list.ts';
import { sortSamples } from './sort-samples.ts';
import type { TextSearch } from './text-search.ts';
import type { VerdictTable } from './verdict-table.ts';

export interface ListEntry {
  readonly row: number;
  /** Index in the table of verdicts; null where the entry is a row. */
  readonly sample: number | null;
}

export interface RowList {
  /** Takes in what became known since. */
  update(): Promise<void>;
  count(): CountView;
  entries(from: number, count: number): ListEntry[];
  /** Position of a row or its first sample; null: not in the list. */
  positionOf(row: number): number | null;
}

/** Whether only an audit can tell what is listed. */
export function needsAudit({ verdict, family, flag, order }: RowFilter): boolean {
  return verdict !== '' || family !== '' || flag !== '' || order !== 'file';
}

/** All rows. */
export function listRows(access: RowAccess): RowList {
  const rowsKnown = (): number => access.rowCount().count;
  return {
    update: () => Promise.resolve(),
    count: () => ({ ...access.rowCount() }),
    entries: (from, count) =>
      range(from, Math.min(from + count, rowsKnown())).map((at) => ({ row: at + 1, sample: null })),
    positionOf: (row) => (row >= 1 && row <= rowsKnown() ? row - 1 : null),
  };
}

/** Rows that hold a text. */
export function listFound(search: TextSearch): RowList {
  const { rows } = search;
  return {
    update: () => Promise.resolve(),
    count: () => ({ count: rows.length, isFinal: search.view.isFinal }),
    entries: (from, count) =>
      range(from, Math.min(from + count, rows.length)).map((at) => ({
        row: rows.at(at),
        sample: null,
      })),
    positionOf: (row) => (rows.has(row) ? rows.rankOf(row) : null),
  };
}

/** An audit has not begun: there is nothing to list. */
export const emptyList: RowList = {
  update: () => Promise.resolve(),
  count: () => ({ count: 0, isFinal: true }),
  entries: () => [],
  positionOf: () => null,
};

export interface SampleSources {
  readonly table: VerdictTable;
  /** Whether the table will not grow any more. */
  readonly isComplete: () => boolean;
  /** Null: any text. */
  readonly search: TextSearch | null;
}

/** Sorting all again for a few more would be most of the work; those wait until they are a tenth. */
const growthWorthSorting = 1.1;

/** Samples by what an audit found. */
export class SampleList implements RowList {
  readonly #filter: RowFilter;
  readonly #sources: SampleSources;
  readonly #passing = new NumberList();
  #seen = 0;
  #sorted: Uint32Array = new Uint32Array();
  #isFinal = false;
  #updating: Promise<void> = Promise.resolve();

  constructor(filter: RowFilter, sources: SampleSources) {
    this.#filter = filter;
    this.#sources = sources;
  }

  update(): Promise<void> {
    this.#updating = this.#updating.then(() => this.#advance());
    return this.#updating;
  }

  count(): CountView {
    return { count: this.#shown().length, isFinal: this.#isFinal };
  }

  entries(from: number, count: number): ListEntry[] {
    const shown = this.#shown().subarray(from, from + count);
    return Array.from(shown, (sample) => ({ row: this.#sources.table.row(sample), sample }));
  }

  positionOf(row: number): number | null {
    const { table } = this.#sources;
    const position = this.#shown().findIndex((sample) => table.row(sample) === row);
    return position < 0 ? null : position;
  }

  #shown(): Uint32Array {
    return this.#filter.order === 'file' ? this.#passing.view() : this.#sorted;
  }

  async #advance(): Promise<void> {
    const { table, search, isComplete } = this.#sources;
    const isFinal = isComplete() && search?.view.isFinal !== false;
    // A row that was not searched yet may still come to pass.
    const end = isFinal || search === null ? table.length : table.firstAt(search.rowsSearched + 1);
    const passes = predicate(this.#filter, this.#sources);
    await inSlices(this.#seen, end, (sample) => {
      if (passes(sample)) this.#passing.push(sample);
    });
    this.#seen = end;
    const { order } = this.#filter;
    if (order !== 'file') {
      const { length } = this.#passing;
      const isWorth = length > this.#sorted.length * growthWorthSorting;
      if (isWorth || (isFinal && length !== this.#sorted.length)) {
        this.#sorted = await sortSamples(this.#passing.view(), order, table);
      }
    }
    this.#isFinal = isFinal;
  }
}

function predicate(
  { verdict, family, flag }: RowFilter,
  { table, search }: SampleSources,
): (sample: number) => boolean {
  const kind = ['match', 'unknown', 'too-short', 'skipped'].indexOf(verdict);
  const familyIndex = table.families.indexOf(family);
  const flagIndex = flags.findIndex((known) => known === flag);
  const isKind = (sample: number): boolean => {
    const found = table.kindIndex(sample);
    // What is too short was not analyzed either.
    return kind === 3 ? found >= 2 : found === kind;
  };
  return (sample) =>
    (verdict === '' || isKind(sample)) &&
    (family === '' || table.familyIndex(sample) === familyIndex) &&
    (flag === '' || table.hasFlag(sample, flagIndex)) &&
    (search === null || search.rows.has(table.row(sample)));
}

function range(from: number, to: number): number[] {
  return Array.from({ length: Math.max(0, to - from) }, (_, index) => from + index);
}
