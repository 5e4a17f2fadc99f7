/** A log's bytes → blocks of requests, and a ledger in which every row is. */

import type { LogCoverage, LogMapping, LogSkipReason } from '../../protocol/campaign.ts';
import type { Dataset } from '../dataset/dataset.ts';
import { readRows } from '../dataset/jsonl.ts';
import { defaultLineOptions, type LineBatch } from '../dataset/lines.ts';
import type { RowOutcome } from '../dataset/row.ts';
import { detectMapping, type GivenPaths } from './mapping.ts';
import type { Pseudonyms } from './pseudonym.ts';
import { readRequest } from './read-request.ts';
import type { LogRequest } from './request.ts';

/** Templates are told within what was read until then: the more at once, the fewer of their first are missed. */
const lineOptions = { ...defaultLineOptions, batchBytes: 4 << 20 };
const detectionRows = 200;

export interface LogBlock {
  readonly requests: readonly LogRequest[];
  /** Up to here. */
  readonly coverage: LogCoverage;
  readonly mapping: LogMapping | null;
}

export interface LogReading {
  readonly given: GivenPaths;
  readonly pseudonyms: Pseudonyms;
}

/** Throws a `UserError` where the file cannot be read on; the blocks before are right. */
export async function* readLog(
  dataset: Pick<Dataset, 'batches'>,
  { given, pseudonyms }: LogReading,
): AsyncGenerator<LogBlock> {
  const coverage: LogCoverage = { rows: 0, analysed: 0, skipped: {} };
  let mapping: LogMapping | null = null;
  const skip = (reason: LogSkipReason, rows = 1): void => {
    coverage.rows += rows;
    coverage.skipped[reason] = (coverage.skipped[reason] ?? 0) + rows;
  };
  for await (const batch of dataset.batches(lineOptions)) {
    const requests: LogRequest[] = [];
    if (batch.kind === 'unread') skip(batch.reason, batch.rows);
    else {
      // A first batch of nothing but broken rows says nothing about the others.
      mapping ??= detectIn(batch, given);
      for (const row of readRows(batch)) {
        const read = mapping === null ? null : readOutcome(row, mapping, pseudonyms);
        if (read?.kind === 'request') {
          requests.push(read.request);
          coverage.rows++;
          coverage.analysed++;
        } else skip(read?.reason ?? (row.kind === 'problem' ? row.reason : 'no-prompt'));
      }
    }
    yield { requests, coverage, mapping };
  }
}

function readOutcome(
  row: RowOutcome,
  mapping: LogMapping,
  pseudonyms: Pseudonyms,
): ReturnType<typeof readRequest> {
  if (row.kind === 'problem') return { kind: 'skipped', reason: row.reason };
  return readRequest(row.row, row.value, mapping, pseudonyms);
}

function detectIn(batch: LineBatch, given: GivenPaths): LogMapping | null {
  const rows: unknown[] = [];
  for (const row of readRows(batch)) {
    if (row.kind === 'row') rows.push(row.value);
    if (rows.length === detectionRows) break;
  }
  return rows.length === 0 ? null : detectMapping(rows, given);
}
