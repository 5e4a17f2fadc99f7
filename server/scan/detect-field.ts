/** Where a dataset keeps its texts: the first batch that has any decides, for scans and explanations
 *  alike. */

import type { Dataset } from '../dataset/dataset.ts';
import { defaultLineOptions, type LineBatch } from '../dataset/lines.ts';
import type { FieldChoice } from './messages.ts';
import type { WorkerPool } from './pool.ts';
import { isRowFailure, partsAround } from './row-failure.ts';

/** Small enough that the first part of a scan shows at once, and that a cancelled one stops at once. */
export const scanLineOptions = { ...defaultLineOptions, batchBytes: 256 << 10 };

export const noChoice: FieldChoice = { field: null, shape: null, candidates: [] };

export async function detectField(
  dataset: Pick<Dataset, 'batches'>,
  pool: WorkerPool,
  signal: AbortSignal,
): Promise<FieldChoice> {
  for await (const batch of dataset.batches(scanLineOptions)) {
    signal.throwIfAborted();
    if (batch.kind === 'unread') continue;
    const choice = await detectInBatch(batch, pool, signal);
    if (choice.field !== null) return choice;
  }
  return noChoice;
}

export async function detectInBatch(
  batch: LineBatch,
  pool: WorkerPool,
  signal: AbortSignal,
): Promise<FieldChoice> {
  try {
    return await pool.run({ kind: 'detect', batch }, signal);
  } catch (error) {
    if (!isRowFailure(error)) throw error;
    if (batch.rows === 1) return noChoice;
    for (const part of partsAround(batch, error)) {
      const choice = await detectInBatch(part, pool, signal);
      if (choice.field !== null) return choice;
    }
    return noChoice;
  }
}
