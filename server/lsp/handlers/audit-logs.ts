/** *Audit Request Log*: progress while logs are read, and a cancel that leaves what was read until then. */

import { basename } from 'node:path';
import type { AuditLogsParams, LogAuditView } from '../../../protocol/log-audit.ts';
import { pseudonymKey } from '../../log-audit/audit-logs.ts';
import { runInThread } from '../../threads/run-in-thread.ts';
import { savedPathOf } from '../file-path.ts';
import type { Session } from '../session.ts';
import { withTask } from '../task-progress.ts';
import { auditSeed } from './audit-dataset.ts';

export async function auditLogs(
  session: Session,
  { uris, mapping, pseudonymKey: secret, benignUri, ...task }: AuditLogsParams,
  signal: AbortSignal,
): Promise<LogAuditView> {
  const paths = uris.map(savedPathOf);
  const key = secret === null ? null : pseudonymKey(secret, 'Set the pseudonym key');
  const request = {
    paths,
    given: mapping,
    key,
    showAccounts: false,
    benign: benignUri === null ? null : savedPathOf(benignUri),
    seed: auditSeed,
  };
  const title = `Auditing ${paths.map((path) => basename(path)).join(', ')}`;
  return withTask(session, task, title, (onProgress) =>
    runInThread('logs', request, { onProgress, signal }),
  );
}
