/** An audit of request logs with what only an editor shows: the first skipped rows, and where rows hold something. */

import type { LogAuditView } from '../../protocol/log-audit.ts';
import type { RowBatch } from '../dataset/lines.ts';
import { isUserError } from '../dataset/user-error.ts';
import { openInput, openInputs } from '../inputs/open-inputs.ts';
import { auditLogs, type LogListener, type LogAuditRequest } from './audit-logs.ts';
import { readRowPaths } from './row-paths.ts';
import { findSkippedRows } from './skipped-rows.ts';

type OnProgress = (progress: { readonly percentage: number; readonly message: string }) => void;

export async function auditLogsForEditor(
  request: LogAuditRequest,
  onProgress: OnProgress,
  signal: AbortSignal,
): Promise<LogAuditView> {
  const listener = tellingListener(await bytesOf(request), onProgress);
  const { view, problems } = await auditLogs(request, listener, signal);
  const skippedRows: LogAuditView['skippedRows'] = [];
  for (const file of view.files) {
    skippedRows.push(...(await findSkippedRows(readableBatches(file.path), file, signal)));
  }
  const [first] = view.files;
  const none = { paths: [], rowsLookedAt: 0 };
  const rowPaths = first === undefined ? none : await readRowPaths(readableBatches(first.path));
  return { campaigns: view, problems: [...problems], skippedRows, ...rowPaths };
}

/** What of a log can be read once more; what cannot was told the first time. */
async function* readableBatches(path: string): AsyncGenerator<RowBatch> {
  try {
    yield* (await openInput(path)).batches();
  } catch (error) {
    if (!isUserError(error)) throw error;
  }
}

/** To be read: a log of ordinary traffic is read twice. */
async function bytesOf({ paths, benign }: LogAuditRequest): Promise<number> {
  let bytes = benign === null ? 0 : 2 * ((await openInput(benign)).byteLength ?? 0);
  const logs = openInputs(paths, (path) => openInput(path));
  for await (const log of logs) if ('byteLength' in log) bytes += log.byteLength ?? 0;
  return bytes;
}

/** How often somebody hears of progress. */
const interval = 200;

function tellingListener(bytesTotal: number, onProgress: OnProgress): LogListener {
  let [bytesBefore, rowsBefore, told] = [0, 0, 0];
  return {
    open: (path) => openInput(path),
    onLog: (log, purpose) => {
      const what = purpose === 'audited' ? 'rows' : 'rows of ordinary traffic';
      let rows = 0;
      return {
        onRows: (soFar) => {
          // From the beginning again.
          if (soFar <= rows) bytesBefore += log.byteLength ?? 0;
          rows = soFar;
          const now = Date.now();
          if (now - told < interval) return;
          told = now;
          const bytesDone = bytesBefore + log.bytesRead();
          const percentage = Math.min(100, Math.floor((100 * bytesDone) / Math.max(1, bytesTotal)));
          onProgress({
            percentage,
            message: `${(rowsBefore + rows).toLocaleString('en')} ${what}`,
          });
        },
        onEnd: () => {
          bytesBefore += log.byteLength ?? 0;
          if (purpose === 'audited') rowsBefore += rows;
        },
      };
    },
    onProblem: () => undefined,
  };
}
