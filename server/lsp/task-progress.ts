/** Progress of long work as LSP has it: shown by every editor that asked for it by a token. */

import { basename } from 'node:path';
import type { WorkDoneProgressParams } from 'vscode-languageserver';
import type { Dataset } from '../dataset/dataset.ts';
import type { ScannedPart } from '../scan/scan-dataset.ts';
import type { Session } from './session.ts';

export interface DoneSoFar {
  readonly rows: number;
  readonly bytesDone: number;
  /** Null: not known. */
  readonly bytesTotal: number | null;
}

/** Runs work over a whole dataset. */
export async function withProgress<T>(
  session: Session,
  params: WorkDoneProgressParams,
  title: string,
  dataset: Dataset,
  work: (onPart: (part: ScannedPart) => void) => Promise<T>,
): Promise<T> {
  const bytesTotal = dataset.byteLength;
  return withTask(session, params, `${title}: ${basename(dataset.name)}`, (report) =>
    work(({ bytesDone, rowsDone }) => report({ rows: rowsDone, bytesDone, bytesTotal })),
  );
}

/** Runs work over rows. The server counts as busy until it ends. */
export async function withTask<T>(
  session: Session,
  { workDoneToken }: WorkDoneProgressParams,
  title: string,
  work: (report: (done: DoneSoFar) => void) => Promise<T>,
): Promise<T> {
  const progress =
    workDoneToken === undefined
      ? null
      : session.connection.window.attachWorkDoneProgress(workDoneToken);
  progress?.begin(title, 0);
  session.status('busy', title);
  let shown = -1;
  try {
    return await work(({ rows, bytesDone, bytesTotal }) => {
      const share = bytesTotal === null ? 0 : bytesDone / Math.max(1, bytesTotal);
      const percentage = Math.min(100, Math.floor(share * 100));
      if (percentage === shown) return;
      shown = percentage;
      progress?.report(percentage, `${rows.toLocaleString('en')} rows`);
    });
  } finally {
    progress?.done();
    session.status('ready', `${title}: ended`);
  }
}
