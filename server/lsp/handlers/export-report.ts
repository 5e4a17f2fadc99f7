/** *Export Report*: a dataset is audited anew, and the report is there whole or not at all. */

import { dirname } from 'node:path';
import { MessageType } from 'vscode-languageserver';
import type { ExportReportParams } from '../../../protocol/messages.ts';
import { reportFormats } from '../../../protocol/report-formats.ts';
import type { ProfileView } from '../../../protocol/views.ts';
import { UserError } from '../../dataset/user-error.ts';
import { plainLook } from '../../report/render-pretty.ts';
import { ReportWriter } from '../../report/report-writer.ts';
import type { ReportRun } from '../../report/report.ts';
import { fileSink, refuseToReplace } from '../../report/sink.ts';
import { version } from '../../version.ts';
import { pathOf, savedPathOf } from '../file-path.ts';
import type { Session } from '../session.ts';
import { auditSeed, reportProgress, scanOpenDataset } from './audit-dataset.ts';

export async function exportReport(
  session: Session,
  params: ExportReportParams,
  signal: AbortSignal,
): Promise<void> {
  const { uri, format, workDoneToken } = params;
  if (!reportFormats.includes(format)) throw new UserError(`there is no report format "${format}"`);
  const target = savedPathOf(params.target);
  const name = pathOf(uri) ?? uri;
  refuseToReplace(name, 'audited', [{ path: target }]);
  const { loaded } = await session.engine(uri);
  const output = { format, open: () => fileSink(target), look: plainLook };
  const writer = await ReportWriter.open(runOf(params, name, loaded.view), [output]);
  const progress = session.connection.window.attachWorkDoneProgress(workDoneToken);
  progress.begin('Exporting', 0);
  try {
    const audited = await scanOpenDataset(session, params, signal, {
      onProgress: (view) => {
        reportProgress(progress, view);
      },
      onPart: ({ records }, isSuppressed) =>
        writer.keep({ name, families: loaded.view.families }, records, isSuppressed),
    });
    signal.throwIfAborted();
    await writer.endFile(() => audited.view(), audited.qValues());
    for (const note of await writer.finish(null, null)) session.tell(MessageType.Warning, note);
  } finally {
    progress.done();
    await writer.close();
  }
}

function runOf({ field }: ExportReportParams, name: string, profile: ProfileView): ReportRun {
  const settings = { field, maxRows: null };
  return { profile, settings, seed: auditSeed, toolVersion: version, baseFolder: dirname(name) };
}
