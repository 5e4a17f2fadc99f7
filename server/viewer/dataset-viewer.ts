/** One view of a dataset: what is listed in it, and the lines that are to be seen. */

import type { RowFilter, RowsView, RowView, ViewerState } from '../../protocol/viewer.ts';
import type { Dataset } from '../dataset/dataset.ts';
import type { AccessedRow, RowAccess } from '../dataset/row-access.ts';
import { isUserError } from '../dataset/user-error.ts';
import { detectField } from '../samples/choose-field.ts';
import { type FieldMapping, parseField, printField } from '../samples/field.ts';
import type { WorkerPool } from '../scan/pool.ts';
import type { AuditedFile } from './audit-verdicts.ts';
import {
  emptyList,
  type ListEntry,
  listFound,
  listRows,
  needsAudit,
  type RowList,
  SampleList,
} from './row-list.ts';
import { mostParsedBytes, readOne, toRowView } from './row-view.ts';
import { TextSearch } from './text-search.ts';

export interface ViewerParts {
  readonly access: RowAccess;
  readonly dataset: Dataset;
  /** Of the last audit of this file; null: there was none. */
  readonly audited: () => AuditedFile | null;
  /** Work that needs what judges. */
  readonly withPool: (work: (pool: WorkerPool) => Promise<void>) => Promise<void>;
}

export interface Window {
  readonly filter: RowFilter;
  /** Position in the list, from 0. */
  readonly from: number;
  readonly count: number;
  /** What `teacherprint.json` says; null: what the audit read, or what fits. */
  readonly field: string | null;
}

/** So that a page can be as wrong as it likes. */
const mostRows = 200;
const rowsForDetection = 200;
/** Rows that lie apart are read so many at a time. */
const readsAtOnce = 16;

export class DatasetViewer {
  readonly #parts: ViewerParts;
  #listed: { key: string; audited: AuditedFile | null; list: RowList } | null = null;
  #search: TextSearch | null = null;
  #problem: string | null = null;
  #detected: Promise<FieldMapping | null> | null = null;

  constructor(parts: ViewerParts) {
    this.#parts = parts;
    parts.access.counted.catch((error: unknown) => {
      this.#problem ??= sentenceOf(error);
    });
  }

  async rows({ filter, from, count, field }: Window, signal: AbortSignal): Promise<RowsView> {
    const list = await this.#listOf(filter);
    const entries = list.entries(Math.max(0, from), Math.min(count, mostRows));
    const mapping = await this.#mapping(field, signal);
    const rows = await this.#read(entries, { mapping, text: filter.text }, signal);
    const state = await this.state();
    return { from, rows, field: mapping && printField(mapping), state };
  }

  async locate(filter: RowFilter, row: number): Promise<number | null> {
    return (await this.#listOf(filter)).positionOf(row);
  }

  /** A row as a whole, for whoever explains it. */
  async wholeRow(
    row: number,
    mostRowBytes: number,
    signal: AbortSignal,
  ): Promise<AccessedRow | null> {
    const [found] = await this.#access(row, 1, { mostRowBytes, signal });
    return found ?? null;
  }

  async state(): Promise<ViewerState> {
    const { access, audited } = this.#parts;
    const list = this.#listed?.list ?? listRows(access);
    await list.update();
    const audit = audited();
    if (audit !== null && !audit.isRunning && !(await audit.isOf(access))) {
      this.#problem ??= 'The file changed since it was audited; audit it again.';
    }
    return {
      rows: { ...access.rowCount() },
      bytesCounted: access.bytesCounted,
      byteLength: access.byteLength,
      list: list.count(),
      search: this.#search?.view ?? null,
      audit: audit?.view ?? null,
      problem: this.#problem,
    };
  }

  /** Whether something goes on that will change the state. */
  isBusy(): boolean {
    const isCounting = !this.#parts.access.rowCount().isFinal;
    const isSearching = this.#search?.view.isFinal === false;
    const isAuditing = this.#parts.audited()?.isRunning === true;
    return this.#problem === null && (isCounting || isSearching || isAuditing);
  }

  async close(): Promise<void> {
    this.#search?.stop();
    await this.#parts.access.close();
  }

  async #listOf(filter: RowFilter): Promise<RowList> {
    const key = JSON.stringify(filter);
    const audited = this.#parts.audited();
    const isKnown = this.#listed?.key === key;
    const isOutdated = needsAudit(filter) && this.#listed?.audited !== audited;
    if (!isKnown || isOutdated) {
      this.#listed = { key, audited, list: this.#makeList(filter, audited) };
    }
    const { list } = this.#listed!;
    await list.update();
    return list;
  }

  #makeList(filter: RowFilter, audited: AuditedFile | null): RowList {
    this.#search?.stop();
    const search = filter.text.trim() === '' ? null : this.#startSearch(filter.text);
    this.#search = search;
    if (needsAudit(filter)) {
      if (audited === null) return emptyList;
      const isComplete = (): boolean => !audited.isRunning;
      return new SampleList(filter, { table: audited.table, isComplete, search });
    }
    return search === null ? listRows(this.#parts.access) : listFound(search);
  }

  #startSearch(text: string): TextSearch {
    const search = new TextSearch(text);
    const { dataset, withPool } = this.#parts;
    withPool((pool) => search.run(dataset, pool)).catch((error: unknown) => {
      // Another search took its place.
      if (this.#search === search) this.#problem ??= sentenceOf(error);
    });
    return search;
  }

  async #read(
    entries: readonly ListEntry[],
    options: { mapping: FieldMapping | null; text: string },
    signal: AbortSignal,
  ): Promise<RowView[]> {
    const accessed = new Map<number, AccessedRow>();
    const runs = runsOf(entries.map(({ row }) => row));
    for (let at = 0; at < runs.length; at += readsAtOnce) {
      const limits = { mostRowBytes: mostParsedBytes, signal };
      const read = runs.slice(at, at + readsAtOnce).map(({ from, to }) => {
        return this.#access(from, to - from + 1, limits);
      });
      for (const row of (await Promise.all(read)).flat()) accessed.set(row.row, row);
    }
    const table = this.#parts.audited()?.table ?? null;
    return entries.flatMap(({ row, sample }) => {
      const found = accessed.get(row);
      if (found === undefined) return [];
      const shown = sample ?? table?.strongestOf(row) ?? null;
      const judged =
        shown === null || table === null
          ? { turn: null, mark: null }
          : { turn: table.turn(shown), mark: table.mark(shown) };
      return [toRowView(found, { ...options, ...judged })];
    });
  }

  async #access(...request: Parameters<RowAccess['rows']>): Promise<AccessedRow[]> {
    try {
      return await this.#parts.access.rows(...request);
    } catch (error) {
      if (isUserError(error)) this.#problem ??= error.message;
      throw error;
    }
  }

  async #mapping(field: string | null, signal: AbortSignal): Promise<FieldMapping | null> {
    const known = field ?? this.#parts.audited()?.field ?? null;
    if (known !== null) return parseField(known);
    this.#detected ??= this.#detect(signal);
    const detecting = this.#detected;
    try {
      return await detecting;
    } catch (error) {
      // Somebody scrolled on; the next one asks again.
      if (this.#detected === detecting) this.#detected = null;
      throw error;
    }
  }

  async #detect(signal: AbortSignal): Promise<FieldMapping | null> {
    const limits = { mostRowBytes: mostParsedBytes, signal };
    const first = await this.#access(1, rowsForDetection, limits);
    const values = first.flatMap(({ bytes, byteLength }) => {
      if (bytes.length < byteLength) return [];
      const row = readOne(bytes);
      return row?.kind === 'row' ? [row.value] : [];
    });
    return detectField(values).mapping;
  }
}

/** Runs of rows that follow each other, each row once. */
function runsOf(rows: readonly number[]): { from: number; to: number }[] {
  const runs: { from: number; to: number }[] = [];
  for (const row of [...new Set(rows)].sort((a, b) => a - b)) {
    const last = runs.at(-1);
    if (last?.to === row - 1) last.to++;
    else runs.push({ from: row, to: row });
  }
  return runs;
}

function sentenceOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
