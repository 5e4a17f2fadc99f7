/** A dataset's rows → those to keep and those to drop, byte for byte and in their order. */

import type { SubsetMode } from '../../protocol/commands.ts';
import type { SkipReason, SubsetView } from '../../protocol/views.ts';
import type { Dataset } from '../dataset/dataset.ts';
import type { WorkerPool } from '../scan/pool.ts';
import { isUnreadable, type SampleRecord } from '../scan/record.ts';
import { scanDataset, type ScannedPart } from '../scan/scan-dataset.ts';
import { annotateRow } from './annotate-row.ts';
import { checkUnchanged } from './collect-findings.ts';
import type { SubsetRule } from './subset-rule.ts';

export interface SubsetChoice {
  /** Whether samples that a rule is true of stay, or go. */
  readonly mode: SubsetMode;
  readonly rules: readonly SubsetRule[];
  /** What becomes of rows that could not be read and that no rule speaks of. */
  readonly unreadable: SubsetMode;
  /** Name of the field that says what was found out; null: rows stay as they are. */
  readonly annotate: string | null;
}

/** Where rows go. */
export interface SubsetSink {
  write(bytes: Uint8Array): Promise<void>;
}

export interface SubsetInput {
  readonly dataset: Dataset;
  /** Path of the text in a row; null: detect it. */
  readonly field: string | null;
  /** What annotations name. */
  readonly profile: string;
}

export interface SubsetWork {
  readonly pool: WorkerPool;
  readonly signal: AbortSignal;
  readonly onPart: (part: ScannedPart) => void;
}

type Line = Uint8Array<ArrayBuffer>;
type Fate = 'kept' | 'dropped' | 'unreadable';

/** Throws the signal's reason when aborted, and a `UserError` if the file could not be read as it is. */
export async function exportSubset(
  { dataset, field, profile }: SubsetInput,
  choice: SubsetChoice,
  sinks: { readonly kept: SubsetSink; readonly dropped: SubsetSink | null },
  { pool, signal, onPart }: SubsetWork,
): Promise<SubsetView> {
  const { annotate } = choice;
  const shown = (line: Line, records: readonly SampleRecord[]): Uint8Array =>
    annotate === null || isNoObject(records) ? line : annotateRow(line, annotate, profile, records);
  const view: SubsetView = { rows: 0, kept: 0, dropped: 0, unreadable: 0, unwritten: 0 };
  for await (const part of scanDataset(
    dataset,
    pool,
    { field, by: null, maxRows: Infinity },
    signal,
  )) {
    const kept: Uint8Array[] = [];
    const dropped: Uint8Array[] = [];
    for (const { records, line } of rowsOf(part)) {
      const fate = fateOf(records, choice);
      const isKept = fate === 'kept' || (fate === 'unreadable' && choice.unreadable === 'keep');
      view.rows++;
      view[fate]++;
      if (line !== null) (isKept ? kept : dropped).push(shown(line, records));
      else if (isKept) view.unwritten++;
    }
    await sinks.kept.write(Buffer.concat(kept));
    await sinks.dropped?.write(Buffer.concat(dropped));
    onPart(part);
  }
  await checkUnchanged(dataset);
  return view;
}

/** A row with several samples goes as a whole: it stays only if none of them is dropped. */
function fateOf(records: readonly SampleRecord[], { mode, rules }: SubsetChoice): Fate {
  const isMeant = (record: SampleRecord): boolean => rules.some((rule) => rule(record));
  if (mode === 'drop' && records.some(isMeant)) return 'dropped';
  if (mode === 'keep' && records.every(isMeant)) return 'kept';
  // An empty line is nothing to keep either.
  if (records.some((record) => isUnreadable(record) || record.skipped === 'blank')) {
    return 'unreadable';
  }
  return mode === 'drop' ? 'kept' : 'dropped';
}

/** Reasons for which a row was not, or cannot be, parsed. */
const noObject: ReadonlySet<SkipReason | null> = new Set<SkipReason>([
  'blank',
  'broken-json',
  'broken-csv',
  'broken-parquet',
  'invalid-utf8',
  'row-too-large',
  'not-an-object',
]);

function isNoObject([first]: readonly SampleRecord[]): boolean {
  return noObject.has(first?.skipped ?? null);
}

const lineFeed = 0x0a;

/** Each row with all of its records, and its line; null if it could not be read. */
function* rowsOf({
  batch,
  records,
}: ScannedPart): Generator<{ records: SampleRecord[]; line: Line | null }> {
  const byRow = Map.groupBy(records, ({ row }) => row);
  if (batch.kind === 'unread') {
    for (const own of byRow.values()) yield { records: own, line: null };
    return;
  }
  const { bytes, firstRow } = batch;
  let start = 0;
  for (let row = firstRow; row < firstRow + batch.rows; row++) {
    const end = bytes.indexOf(lineFeed, start);
    const next = end < 0 ? bytes.length : end + 1;
    yield { records: byRow.get(row)!, line: bytes.subarray(start, next) };
    start = next;
  }
}
