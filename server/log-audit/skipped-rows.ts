/** The first rows of a log that are no requests, by their numbers: the ledger has only how many there are. */

import type { LogFileView } from '../../protocol/campaign.ts';
import type { SkippedRowView } from '../../protocol/log-audit.ts';
import { createPseudonyms } from '../campaign/pseudonym.ts';
import { readRequest } from '../campaign/read-request.ts';
import { readRows } from '../dataset/jsonl.ts';
import type { RowBatch } from '../dataset/lines.ts';
import type { RowOutcome } from '../dataset/row.ts';

/** Of one log. */
const mostRows = 10;
/** Where rows are skipped at all, some of the first are; reading all of a large log again is not worth the rest. */
const mostBytes = 256 << 20;
/** Once somebody wants an answer at once. */
const mostBytesInHaste = 16 << 20;

/** Nobody sees these: of a request, only whether it is one matters. */
const noNames = createPseudonyms(new Uint8Array(32), new Set());

export async function findSkippedRows(
  batches: AsyncIterable<RowBatch>,
  { path, coverage, mapping }: LogFileView,
  signal: AbortSignal,
): Promise<SkippedRowView[]> {
  const most = Math.min(mostRows, coverage.rows - coverage.analysed);
  const found: SkippedRowView[] = [];
  let bytes = 0;
  if (most === 0) return found;
  for await (const batch of batches) {
    if (bytes > (signal.aborted ? mostBytesInHaste : mostBytes)) break;
    for (const { row, reason } of skippedIn(batch, mapping)) {
      found.push({ path, row, reason });
      if (found.length === most) return found;
    }
    if (batch.kind === 'lines') bytes += batch.bytes.length;
  }
  return found;
}

function* skippedIn(
  batch: RowBatch,
  mapping: LogFileView['mapping'],
): Generator<Pick<SkippedRowView, 'row' | 'reason'>> {
  if (batch.kind === 'unread') {
    yield { row: batch.firstRow, reason: batch.reason };
    return;
  }
  for (const row of readRows(batch)) {
    const reason = reasonOf(row, mapping);
    if (reason !== null) yield { row: row.row, reason };
  }
}

/** Null: it is a request. */
function reasonOf(
  row: RowOutcome,
  mapping: LogFileView['mapping'],
): SkippedRowView['reason'] | null {
  if (row.kind === 'problem') return row.reason;
  if (mapping === null) return 'no-prompt';
  const read = readRequest(row.row, row.value, mapping, noNames);
  return read.kind === 'skipped' ? read.reason : null;
}
