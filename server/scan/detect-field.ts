/** Where a dataset keeps its texts: the first batch that has any decides, for scans and explanations
 *  alike. */

import type { ByteSource } from '../dataset/byte-source.ts';
import { defaultLineOptions, lineBatches, type LineBatch } from '../dataset/lines.ts';
import type { FieldChoice } from './messages.ts';
import type { WorkerPool } from './pool.ts';
import { isRowFailure, partsAround } from './row-failure.ts';

/** Small enough that the first part of a scan shows at once, and that a cancelled one stops at once. */
export const scanLineOptions = { ...defaultLineOptions, batchBytes: 256 << 10 };

export const noChoice: FieldChoice = { field: null, shape: null, candidates: [] };

export async function detectField(
  source: Pick<ByteSource, 'chunks'>,
  pool: WorkerPool,
  signal: AbortSignal,
): Promise<FieldChoice> {
  for await (const lines of lineBatches(source.chunks(), scanLineOptions)) {
    signal.throwIfAborted();
    if (lines.kind === 'oversize') continue;
    const choice = await detectInBatch(lines, pool, signal);
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
