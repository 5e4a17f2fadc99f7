/** Entry of a thread that audits request logs, since that takes minutes in which a server has other things to do. */

import { parentPort, workerData } from 'node:worker_threads';
import type { LogAuditView } from '../../protocol/log-audit.ts';
import type { RowBatch } from '../dataset/lines.ts';
import { isUserError } from '../dataset/user-error.ts';
import { openInput, openInputs } from '../inputs/open-inputs.ts';
import { auditLogs, type LogListener, type LogAuditRequest } from './audit-logs.ts';
import type { LogAuditAnswer } from './in-thread.ts';
import { readRowPaths } from './row-paths.ts';
import { findSkippedRows } from './skipped-rows.ts';

const request = workerData as LogAuditRequest;
const controller = new AbortController();
// Its only message is the wish to end.
parentPort?.on('message', () => controller.abort(new Error('cancelled')));

function answer(message: LogAuditAnswer): void {
  parentPort?.postMessage(message);
}

async function run({ signal }: AbortController): Promise<LogAuditView> {
  const { view, problems } = await auditLogs(request, tellingListener(await bytesOf()), signal);
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

async function bytesOf(): Promise<number> {
  let bytes = 0;
  const logs = openInputs(request.paths, (path) => openInput(path));
  for await (const log of logs) if ('byteLength' in log) bytes += log.byteLength ?? 0;
  return bytes;
}

/** How often the other side hears of progress. */
const interval = 200;

function tellingListener(bytesTotal: number): LogListener {
  let [bytesBefore, rowsBefore, told] = [0, 0, 0];
  return {
    open: (path) => openInput(path),
    onLog: (log) => {
      let rows = 0;
      return {
        onRows: (soFar) => {
          rows = soFar;
          const now = Date.now();
          if (now - told < interval) return;
          told = now;
          const bytesDone = bytesBefore + log.bytesRead();
          answer({ kind: 'progress', rows: rowsBefore + rows, bytesDone, bytesTotal });
        },
        onEnd: () => {
          bytesBefore += log.byteLength ?? 0;
          rowsBefore += rows;
        },
      };
    },
    onProblem: () => undefined,
  };
}

run(controller)
  .then((view) => answer({ kind: 'done', view }))
  .catch((error: unknown) => {
    const message = error instanceof Error ? error.message : String(error);
    const stack = error instanceof Error ? (error.stack ?? message) : message;
    answer(isUserError(error) ? { kind: 'refused', message } : { kind: 'failed', message, stack });
  })
  .finally(() => {
    // A listener for messages keeps a thread alive.
    parentPort?.close();
  });
