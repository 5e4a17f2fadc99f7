/**
 * One batch through the pool, whatever is in it: a row that cannot be judged takes nobody along. Records
 * stay packed until it is their turn: hundreds of objects that wait would burden every garbage collection.
 */

import type { LineBatch } from '../dataset/lines.ts';
import { packRecords, type PackedRecords } from './pack-records.ts';
import { type WorkerPool, WorkerDied } from './pool.ts';
import { type SampleRecord, unreadRow } from './record.ts';
import type { ScanOptions } from './scan-dataset.ts';
import { isRowFailure, partsAround } from './row-failure.ts';

export async function scanBatch(
  batch: LineBatch,
  { field, by }: Pick<ScanOptions, 'field' | 'by'>,
  pool: WorkerPool,
  signal?: AbortSignal,
): Promise<PackedRecords[]> {
  try {
    return [await pool.run({ kind: 'scan', batch, field, by }, signal)];
  } catch (error) {
    if (!isRowFailure(error)) throw error;
    // A row is to blame when it fails alone; in company it might have been another one's doing.
    if (batch.rows === 1) return [packRecords([failedRow(batch, error)])];
    const parts: PackedRecords[] = [];
    for (const part of partsAround(batch, error)) {
      parts.push(...(await scanBatch(part, { field, by }, pool, signal)));
    }
    return parts;
  }
}

function failedRow({ firstRow, lines }: LineBatch, error: Error): SampleRecord {
  const place = { row: firstRow, line: lines === null ? firstRow : lines[0]! || null };
  const problem = error instanceof WorkerDied ? error.message : 'analyzing this row failed';
  return unreadRow(place, 'worker-died', problem);
}
