/** Progress of long work as LSP has it: shown by every editor that asked for it by a token. */

import { basename } from 'node:path';
import type { WorkDoneProgressParams } from 'vscode-languageserver';
import type { Dataset } from '../dataset/dataset.ts';
import type { ScannedPart } from '../scan/scan-dataset.ts';
import type { Session } from './session.ts';

/** Runs work over a whole dataset. */
export async function withProgress<T>(
  session: Session,
  params: WorkDoneProgressParams,
  title: string,
  dataset: Dataset,
  work: (onPart: (part: ScannedPart) => void) => Promise<T>,
): Promise<T> {
  const { byteLength } = dataset;
  return withTask(session, params, `${title}: ${basename(dataset.name)}`, (report) => {
    let shown = -1;
    return work(({ bytesDone, rowsDone }) => {
      const share = byteLength === null ? 0 : bytesDone / Math.max(1, byteLength);
      const percentage = Math.min(100, Math.floor(share * 100));
      if (percentage === shown) return;
      shown = percentage;
      report({ percentage, message: `${rowsDone.toLocaleString('en')} rows` });
    });
  });
}

export interface TaskProgress {
  /** From 0 to 100. */
  readonly percentage: number;
  readonly message: string;
}

/** Runs work that says itself how far it is. The server counts as busy until it ends. */
export async function withTask<T>(
  session: Session,
  { workDoneToken }: WorkDoneProgressParams,
  title: string,
  work: (report: (progress: TaskProgress) => void) => Promise<T>,
): Promise<T> {
  const progress =
    workDoneToken === undefined
      ? null
      : session.connection.window.attachWorkDoneProgress(workDoneToken);
  progress?.begin(title, 0);
  session.status('busy', title);
  try {
    return await work(({ percentage, message }) => progress?.report(percentage, message));
  } finally {
    progress?.done();
    session.status('ready', `${title}: ended`);
  }
}
