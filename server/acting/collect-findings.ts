/** A dataset → all that is to be said about it and that nobody suppressed, as baselines keep it. */

import { basename } from 'node:path';
import type { Dataset } from '../dataset/dataset.ts';
import { UserError } from '../dataset/user-error.ts';
import type { WorkerPool } from '../scan/pool.ts';
import { findingCodes } from '../scan/record.ts';
import { scanDataset, type ScannedPart } from '../scan/scan-dataset.ts';
import type { DatasetConfig } from '../settings/config-file.ts';
import { addFinding, emptyFindingSet, type FindingSet } from '../settings/finding-set.ts';

export interface AuditedDataset {
  readonly dataset: Dataset;
  readonly config: Pick<DatasetConfig, 'isSuppressed'>;
  /** Path of the text in a row; null: detect it. */
  readonly field: string | null;
}

/** Throws the signal's reason when aborted, and a `UserError` if the file could not be read as it is. */
export async function collectFindings(
  { dataset, config, field }: AuditedDataset,
  pool: WorkerPool,
  signal: AbortSignal,
  onPart: (part: ScannedPart) => void,
): Promise<FindingSet> {
  const found = emptyFindingSet();
  for await (const part of scanDataset(
    dataset,
    pool,
    { field, by: null, maxRows: Infinity },
    signal,
  )) {
    for (const record of part.records) {
      for (const code of findingCodes(record)) {
        if (!config.isSuppressed(record, code)) addFinding(found, record, code);
      }
    }
    onPart(part);
  }
  await checkUnchanged(dataset);
  return found;
}

/** What was found is worth nothing if it is about bytes that are no longer there. */
export async function checkUnchanged(
  dataset: Pick<Dataset, 'name' | 'isUnchanged'>,
): Promise<void> {
  if (await dataset.isUnchanged()) return;
  throw new UserError(`${basename(dataset.name)} changed while it was read; try again`);
}
