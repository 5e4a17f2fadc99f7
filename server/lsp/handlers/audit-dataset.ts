/** A whole file: progress while it is read, what is known until then, and a cancel that cancels. */

import { basename } from 'node:path';
import { MessageType } from 'vscode-languageserver';
import { type AuditParams, auditProgress } from '../../../protocol/messages.ts';
import type { AuditView } from '../../../protocol/views.ts';
import { scanDataset } from '../../scan/scan-dataset.ts';
import { AuditSummary } from '../../scan/summary.ts';
import { pathOf } from '../file-path.ts';
import { sourceOf } from '../open-source.ts';
import type { Session } from '../session.ts';

/** How often the client hears of what is known. Making a view costs some milliseconds. */
const progressInterval = 400;

/** A cancelled audit is an answer too: what was read until then, marked as such. */
export async function auditDataset(
  session: Session,
  params: AuditParams,
  signal: AbortSignal,
): Promise<AuditView> {
  return audit(session, params, signal, (view) => {
    void session.connection.sendNotification(auditProgress, view);
  });
}

/** The same with the progress that every editor knows. */
export async function auditWithProgress(
  session: Session,
  params: AuditParams,
  signal: AbortSignal,
): Promise<AuditView> {
  if (!session.client.showsProgress) return auditDataset(session, params, signal);
  const progress = await session.connection.window.createWorkDoneProgress();
  progress.begin(`Auditing ${basename(params.uri)}`, 0, undefined, true);
  const controller = new AbortController();
  progress.token.onCancellationRequested(() => {
    controller.abort(new Error('cancelled'));
  });
  try {
    return await audit(session, params, AbortSignal.any([signal, controller.signal]), (view) => {
      const share = view.bytesTotal === null ? 0 : view.bytesDone / Math.max(1, view.bytesTotal);
      progress.report(Math.floor(share * 100), `${view.coverage.rows.toLocaleString('en')} rows`);
    });
  } finally {
    progress.done();
  }
}

async function audit(
  session: Session,
  { uri, field }: AuditParams,
  signal: AbortSignal,
  onProgress: (view: AuditView) => void,
): Promise<AuditView> {
  const { loaded, pool } = await session.engine(uri);
  const config = await session.configOf(uri);
  const source = await sourceOf(session, uri);
  const summary = new AuditSummary({
    profile: loaded.profile,
    seed: 1,
    isSuppressed: (record, code) => config?.isSuppressed(record, code) ?? false,
  });
  const view = (state: AuditView['state']): AuditView =>
    summary.toView({
      uri,
      path: pathOf(uri) ?? uri,
      profile: loaded.view,
      bytesTotal: source.byteLength,
      state,
    });
  const verdicts = session.viewers.beginAudit(uri, loaded.profile.families, source);
  let shown = Date.now();
  const options = { field: field ?? config?.field ?? null, maxRows: Infinity };
  session.status('busy', `auditing ${basename(uri)}`);
  try {
    for await (const part of scanDataset(source, pool, options, signal)) {
      summary.add(part);
      verdicts.add(part);
      if (Date.now() - shown < progressInterval) continue;
      shown = Date.now();
      onProgress(view('partial'));
    }
    verdicts.end('complete');
  } catch (error) {
    verdicts.end('cancelled');
    if (!signal.aborted) throw error;
  } finally {
    session.status('ready', loaded.view.id);
  }
  if (!(await source.isUnchanged())) {
    const message = `${basename(uri)} changed while it was read; audit it again.`;
    session.tell(MessageType.Warning, message);
  }
  return view(signal.aborted ? 'cancelled' : 'complete');
}
