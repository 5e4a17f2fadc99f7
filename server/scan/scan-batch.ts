/** One batch through the pool, whatever is in it: a row that kills a worker is found by halves. */

import type { LineBatch } from '../dataset/lines.ts';
import { type WorkerPool, WorkerDied } from './pool.ts';
import { type SampleRecord, unreadRow } from './record.ts';

export async function scanBatch(
  batch: LineBatch,
  field: string | null,
  pool: WorkerPool,
  signal?: AbortSignal,
): Promise<SampleRecord[]> {
  try {
    return await pool.run({ kind: 'scan', batch, field }, signal);
  } catch (error) {
    if (!(error instanceof WorkerDied)) throw error;
    if (batch.rows === 1) return [deadRow(batch)];
    const [first, second] = halves(batch);
    // One after the other: the rows keep their order, and at most one of the halves is deadly.
    const before = await scanBatch(first, field, pool, signal);
    return [...before, ...(await scanBatch(second, field, pool, signal))];
  }
}

function deadRow({ firstRow, byteStart, bytes }: LineBatch): SampleRecord {
  const place = { row: firstRow, byteStart, byteEnd: byteStart + bytes.length };
  return unreadRow(place, 'worker-died', 'analyzing this row ended the worker process');
}

const lineFeed = 0x0a;

function halves(batch: LineBatch): [LineBatch, LineBatch] {
  const rows = Math.floor(batch.rows / 2);
  let cut = 0;
  for (let i = 0; i < rows; i++) cut = batch.bytes.indexOf(lineFeed, cut) + 1;
  return [
    { ...batch, rows, bytes: batch.bytes.slice(0, cut) },
    {
      ...batch,
      firstRow: batch.firstRow + rows,
      byteStart: batch.byteStart + cut,
      rows: batch.rows - rows,
      bytes: batch.bytes.slice(cut),
    },
  ];
}
