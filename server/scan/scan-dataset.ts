/**
 * A whole dataset: its rows are judged by workers, and given out in the order of the file.
 * Memory holds a few batches, whatever the size of the file.
 */

import type { Dataset } from '../dataset/dataset.ts';
import { cutRows, type RowBatch, type UnreadRows } from '../dataset/lines.ts';
import { parseField } from '../samples/field.ts';
import { detectInBatch, noChoice, scanLineOptions } from './detect-field.ts';
import type { FieldChoice } from './messages.ts';
import { packRecords, type PackedRecords, unpackRecords } from './pack-records.ts';
import type { WorkerPool } from './pool.ts';
import { type SampleRecord, unreadRow } from './record.ts';
import { scanBatch } from './scan-batch.ts';

export interface ScanOptions {
  /** Path of the text in a row; null: detect it. */
  readonly field: string | null;
  /** Columns that say what part of the dataset a row belongs to; null: the conventional ones. */
  readonly by: readonly string[] | null;
  /** Rows after these are not read. */
  readonly maxRows: number;
}

export interface ScannedPart {
  readonly choice: FieldChoice;
  /** The rows that the records are of. */
  readonly batch: RowBatch;
  readonly records: readonly SampleRecord[];
  /** Rows and bytes read up to the end of this part. */
  readonly rowsDone: number;
  readonly bytesDone: number;
}

type WaitingPart = Omit<ScannedPart, 'records'> & { readonly packed: readonly PackedRecords[] };

/** Throws the signal's reason when aborted; the parts given out until then are right. */
export async function* scanDataset(
  dataset: Dataset,
  pool: WorkerPool,
  options: ScanOptions,
  signal: AbortSignal,
): AsyncGenerator<ScannedPart> {
  const running: Promise<WaitingPart>[] = [];
  let choice = options.field === null ? noChoice : givenChoice(options.field);
  const failures: Error[] = [];
  const batches = firstRows(dataset.batches(scanLineOptions), options.maxRows);
  for await (const batch of untilFailure(batches, (error) => failures.push(error))) {
    signal.throwIfAborted();
    // A first batch of nothing but broken rows says nothing about the rest, so every batch is asked
    // until one knows.
    if (choice.field === null && batch.kind === 'lines') {
      choice = await detectInBatch(batch, pool, signal);
    }
    for (const piece of pieces(batch)) {
      const part = judge(piece, dataset.bytesRead(), choice, options.by, pool, signal);
      // It is awaited below, perhaps only after it failed.
      part.catch(() => undefined);
      running.push(part);
      // Two batches per worker: one in work, one waiting.
      if (running.length >= pool.size * 2) yield unpack(await running.shift()!);
    }
  }
  for (const part of running) yield unpack(await part);
  for (const error of failures) throw error;
}

/** What was read before a file turned out to be damaged is still to be judged. */
async function* untilFailure<T>(
  batches: AsyncIterable<T>,
  onFailure: (error: Error) => void,
): AsyncGenerator<T> {
  try {
    yield* batches;
  } catch (error) {
    onFailure(error as Error);
  }
}

/** A record takes much more room than an empty row. */
const mostRowsAtOnce = 1024;

function* pieces(batch: RowBatch): Generator<RowBatch> {
  let rest = batch;
  while (rest.rows > mostRowsAtOnce) {
    const [piece, others] = cutBatch(rest, mostRowsAtOnce);
    yield piece;
    rest = others;
  }
  yield rest;
}

function cutBatch(batch: RowBatch, rows: number): [RowBatch, RowBatch] {
  if (batch.kind === 'lines') return cutRows(batch, rows);
  const { firstRow, line } = batch;
  const others = { firstRow: firstRow + rows, line: line === null ? null : line + rows };
  return [
    { ...batch, rows },
    { ...batch, ...others, rows: batch.rows - rows },
  ];
}

function unpack({ packed, ...part }: WaitingPart): ScannedPart {
  return { ...part, records: packed.flatMap(unpackRecords) };
}

function givenChoice(field: string): FieldChoice {
  return { field, shape: parseField(field).shape, candidates: [] };
}

async function judge(
  batch: RowBatch,
  bytesDone: number,
  choice: FieldChoice,
  by: readonly string[] | null,
  pool: WorkerPool,
  signal: AbortSignal,
): Promise<WaitingPart> {
  const packed =
    batch.kind === 'unread'
      ? [packRecords(unreadRows(batch))]
      : await scanBatch(batch, { field: choice.field, by }, pool, signal);
  return { choice, batch, packed, rowsDone: batch.firstRow + batch.rows - 1, bytesDone };
}

function unreadRows({ firstRow, rows, line, reason, message }: UnreadRows): SampleRecord[] {
  return Array.from({ length: rows }, (_, i) =>
    unreadRow({ row: firstRow + i, line: line === null ? null : line + i }, reason, message),
  );
}

/** Cuts the last batch so that exactly the first rows are in it. */
async function* firstRows(
  batches: AsyncIterable<RowBatch>,
  maxRows: number,
): AsyncGenerator<RowBatch> {
  for await (const batch of batches) {
    const room = maxRows - batch.firstRow + 1;
    if (room <= 0) return;
    if (batch.rows <= room) {
      yield batch;
      continue;
    }
    yield cutBatch(batch, room)[0];
    return;
  }
}
