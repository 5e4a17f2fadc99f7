/** A dataset → all that is to be said about it and that nobody suppressed, as baselines keep it. */

import { basename } from 'node:path';
import type { ByteSource } from '../dataset/byte-source.ts';
import { UserError } from '../dataset/user-error.ts';
import type { WorkerPool } from '../scan/pool.ts';
import { findingCodes } from '../scan/record.ts';
import { scanDataset, type ScannedPart } from '../scan/scan-dataset.ts';
import type { DatasetConfig } from '../settings/config-file.ts';
import { addFinding, emptyFindingSet, type FindingSet } from '../settings/finding-set.ts';

export interface AuditedDataset {
  readonly source: ByteSource;
  readonly config: Pick<DatasetConfig, 'isSuppressed'>;
  /** Path of the text in a row; null: detect it. */
  readonly field: string | null;
}

/** Throws the signal's reason when aborted, and a `UserError` if the file could not be read as it is. */
export async function collectFindings(
  { source, config, field }: AuditedDataset,
  pool: WorkerPool,
  signal: AbortSignal,
  onPart: (part: ScannedPart) => void,
): Promise<FindingSet> {
  const found = emptyFindingSet();
  for await (const part of scanDataset(source, pool, { field, maxRows: Infinity }, signal)) {
    for (const record of part.records) {
      for (const code of findingCodes(record)) {
        if (!config.isSuppressed(record, code)) addFinding(found, record, code);
      }
    }
    onPart(part);
  }
  await checkUnchanged(source);
  return found;
}

/** What was found is worth nothing if it is about bytes that are no longer there. */
export async function checkUnchanged(source: ByteSource): Promise<void> {
  if (await source.isUnchanged()) return;
  throw new UserError(`${basename(source.name)} changed while it was read; try again`);
}
