/** Entry of a thread that audits, since that takes minutes in which a server has other things to do. */

import { parentPort, workerData } from 'node:worker_threads';
import type { LogAuditView } from '../../protocol/log-audit.ts';
import type { StudentAuditView } from '../../protocol/student-audit.ts';
import { isUserError } from '../dataset/user-error.ts';
import { auditLogsForEditor } from '../log-audit/audit-for-editor.ts';
import { auditStudentForEditor } from '../student-audit/audit-for-editor.ts';
import type { AuditProgress, AuditTask, ThreadAnswer } from './run-in-thread.ts';

const task = workerData as AuditTask;
const controller = new AbortController();
// Its only message is the wish to end.
parentPort?.on('message', () => controller.abort(new Error('cancelled')));

function answer(message: ThreadAnswer): void {
  parentPort?.postMessage(message);
}

function run({ signal }: AbortController): Promise<LogAuditView | StudentAuditView> {
  const onProgress = (progress: AuditProgress): void => answer({ kind: 'progress', ...progress });
  switch (task.kind) {
    case 'logs':
      return auditLogsForEditor(task.request, onProgress, signal);
    case 'student':
      return auditStudentForEditor(task.request, onProgress, signal);
  }
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
