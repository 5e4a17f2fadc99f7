/**
 * A whole dataset: lines are cut here, judged by workers, and given out in the order of the file.
 * Memory holds a few batches, whatever the size of the file.
 */

import type { ByteSource } from '../dataset/byte-source.ts';
import {
  cutRows,
  defaultLineOptions,
  lineBatches,
  type LineBatch,
  type OversizeRow,
} from '../dataset/lines.ts';
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
  /** Rows after these are not read. */
  readonly maxRows: number;
}

export interface ScannedPart {
  readonly choice: FieldChoice;
  /** The rows that the records are of. */
  readonly lines: LineBatch | OversizeRow;
  readonly records: readonly SampleRecord[];
  /** Rows and bytes read up to the end of this part. */
  readonly rowsDone: number;
  readonly bytesDone: number;
}

type WaitingPart = Omit<ScannedPart, 'records'> & { readonly packed: readonly PackedRecords[] };

/** Throws the signal's reason when aborted; the parts given out until then are right. */
export async function* scanDataset(
  source: ByteSource,
  pool: WorkerPool,
  options: ScanOptions,
  signal: AbortSignal,
): AsyncGenerator<ScannedPart> {
  const running: Promise<WaitingPart>[] = [];
  let choice = options.field === null ? noChoice : givenChoice(options.field);
  const batches = lineBatches(source.chunks(), scanLineOptions);
  for await (const lines of firstRows(batches, options.maxRows)) {
    signal.throwIfAborted();
    // A first batch of nothing but broken rows says nothing about the rest, so every batch is asked
    // until one knows.
    if (choice.field === null && lines.kind === 'lines') {
      choice = await detectInBatch(lines, pool, signal);
    }
    const part = judge(lines, choice, pool, signal);
    // It is awaited below, perhaps only after it failed.
    part.catch(() => undefined);
    running.push(part);
    // Two batches per worker: one in work, one waiting.
    if (running.length >= pool.size * 2) yield unpack(await running.shift()!);
  }
  for (const part of running) yield unpack(await part);
}

function unpack({ packed, ...part }: WaitingPart): ScannedPart {
  return { ...part, records: packed.flatMap(unpackRecords) };
}

function givenChoice(field: string): FieldChoice {
  return { field, shape: parseField(field).shape, candidates: [] };
}

async function judge(
  lines: LineBatch | OversizeRow,
  choice: FieldChoice,
  pool: WorkerPool,
  signal: AbortSignal,
): Promise<WaitingPart> {
  if (lines.kind === 'oversize') {
    const megabytes = Math.ceil((lines.byteEnd - lines.byteStart) / (1 << 20));
    const limit = defaultLineOptions.maxRowBytes >> 20;
    const problem = `the row has ${megabytes} MiB; rows up to ${limit} MiB are read`;
    const packed = [packRecords([unreadRow(lines, 'row-too-large', problem)])];
    return { choice, lines, packed, rowsDone: lines.row, bytesDone: lines.byteEnd };
  }
  const packed = await scanBatch(lines, choice.field, pool, signal);
  return {
    choice,
    lines,
    packed,
    rowsDone: lines.firstRow + lines.rows - 1,
    bytesDone: lines.byteStart + lines.bytes.length,
  };
}

/** Cuts the last batch so that exactly the first rows are in it. */
async function* firstRows(
  batches: AsyncIterable<LineBatch | OversizeRow>,
  maxRows: number,
): AsyncGenerator<LineBatch | OversizeRow> {
  for await (const lines of batches) {
    const first = lines.kind === 'lines' ? lines.firstRow : lines.row;
    const room = maxRows - first + 1;
    if (room <= 0) return;
    if (lines.kind === 'oversize' || lines.rows <= room) {
      yield lines;
      continue;
    }
    yield cutRows(lines, room)[0];
    return;
  }
}
