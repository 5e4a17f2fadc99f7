/** One sample of a dataset on disk or in an editor, with its evidence. */

import type { ExplanationView } from '../../protocol/views.ts';
import type { Dataset } from '../dataset/dataset.ts';
import type { LineBatch } from '../dataset/lines.ts';
import { isUserError, UserError } from '../dataset/user-error.ts';
import { detectField } from './detect-field.ts';
import { findRow } from './find-row.ts';
import type { WorkerPool } from './pool.ts';

export interface SamplePlace {
  readonly row: number;
  /** Null: the row's first sample. */
  readonly turn: number | null;
  /** Null: detect it. */
  readonly field: string | null;
}

/** `known`: the row alone, where somebody has it already; null: look for it. Throws a `UserError` with the file
 *  and the row if there is no such sample. */
export async function explainInDataset(
  dataset: Dataset,
  { row, turn, ...place }: SamplePlace,
  pool: WorkerPool,
  signal: AbortSignal,
  known: LineBatch | null = null,
): Promise<ExplanationView> {
  const batch = known ?? (await findRow(dataset, row, signal));
  const field = place.field ?? (await detectField(dataset, pool, signal)).field;
  if (field === null)
    throw new UserError(`${dataset.name}: no field holds a text; name another one`);
  try {
    return await pool.run({ kind: 'explain-row', batch, field, turn }, signal);
  } catch (error) {
    if (isUserError(error)) throw new UserError(`${dataset.name}:${row}: ${error.message}`);
    throw error;
  }
}
