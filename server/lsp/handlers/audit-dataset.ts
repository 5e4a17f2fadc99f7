/** A whole file: progress while it is read, what is known until then, and a cancel that cancels. */

import { basename } from 'node:path';
import { MessageType, type WorkDoneProgressReporter } from 'vscode-languageserver';
import { type AuditParams, auditProgress } from '../../../protocol/messages.ts';
import type { AuditView } from '../../../protocol/views.ts';
import type { IsSuppressed } from '../../report/report.ts';
import { scanDataset, type ScannedPart } from '../../scan/scan-dataset.ts';
import { AuditSummary } from '../../scan/summary.ts';
import { KnownScan } from '../../settings/known-findings.ts';
import { pathOf } from '../file-path.ts';
import { datasetOf } from '../open-dataset.ts';
import type { Session } from '../session.ts';

/** How often the client hears of what is known. Making a view costs some milliseconds. */
const progressInterval = 400;

/** The terminal's, unless somebody asks for another. */
export const auditSeed = 1;

/** A cancelled audit is an answer too: what was read until then, marked as such. */
export async function auditDataset(
  session: Session,
  params: AuditParams,
  signal: AbortSignal,
): Promise<AuditView> {
  const audited = await scanOpenDataset(session, params, signal, {
    onProgress: (view) => {
      void session.connection.sendNotification(auditProgress, view);
    },
  });
  return audited.view();
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
    const either = AbortSignal.any([signal, controller.signal]);
    const onProgress = (view: AuditView): void => {
      reportProgress(progress, view);
    };
    return (await scanOpenDataset(session, params, either, { onProgress })).view();
  } finally {
    progress.done();
  }
}

export function reportProgress(progress: WorkDoneProgressReporter, view: AuditView): void {
  const share = view.bytesTotal === null ? 0 : view.bytesDone / Math.max(1, view.bytesTotal);
  progress.report(Math.floor(share * 100), `${view.coverage.rows.toLocaleString('en')} rows`);
}

export interface ScanListener {
  readonly onProgress: (view: AuditView) => void;
  /** Every part, in the order of the file. */
  readonly onPart?: (part: ScannedPart, isSuppressed: IsSuppressed) => Promise<void>;
}

export interface ScannedDataset {
  view(): AuditView;
  qValues(): ReadonlyMap<number, number>;
}

/** Editors and reports hear the same, since this is all that scans for either. */
export async function scanOpenDataset(
  session: Session,
  { uri, field }: AuditParams,
  signal: AbortSignal,
  { onProgress, onPart }: ScanListener,
): Promise<ScannedDataset> {
  const { loaded, pool } = await session.engine(uri);
  const config = await session.configOf(uri);
  const known = await session.knownOf(uri, config);
  const dataset = await datasetOf(session, uri);
  const isSuppressed: IsSuppressed = (record, code) => config?.isSuppressed(record, code) ?? false;
  const summary = new AuditSummary({
    profile: loaded.profile,
    seed: auditSeed,
    isSuppressed,
    known: known && new KnownScan(known.findings, { readsAll: true }),
  });
  const view = (state: AuditView['state']): AuditView =>
    summary.toView({
      uri,
      path: pathOf(uri) ?? uri,
      profile: loaded.view,
      bytesTotal: dataset.byteLength,
      state,
      isRunning: state === 'partial',
    });
  const verdicts = session.viewers.beginAudit(uri, loaded.profile.families, dataset);
  let shown = Date.now();
  const options = { field: field ?? config?.field ?? null, by: null, maxRows: Infinity };
  session.status('busy', `auditing ${basename(uri)}`);
  try {
    for await (const part of scanDataset(dataset, pool, options, signal)) {
      summary.add(part);
      await onPart?.(part, isSuppressed);
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
  if (!(await dataset.isUnchanged())) {
    const message = `${basename(uri)} changed while it was read; audit it again.`;
    session.tell(MessageType.Warning, message);
  }
  return {
    view: () => view(signal.aborted ? 'cancelled' : 'complete'),
    qValues: () => summary.qValues(),
  };
}
