/** Progress of long work as LSP has it: shown by every editor that asked for it by a token. */

import { basename } from 'node:path';
import type { WorkDoneProgressParams } from 'vscode-languageserver';
import type { Dataset } from '../dataset/dataset.ts';
import type { ScannedPart } from '../scan/scan-dataset.ts';
import type { Session } from './session.ts';

/** Runs work over a whole dataset. The server counts as busy until it ends. */
export async function withProgress<T>(
  session: Session,
  { workDoneToken }: WorkDoneProgressParams,
  title: string,
  dataset: Dataset,
  work: (onPart: (part: ScannedPart) => void) => Promise<T>,
): Promise<T> {
  const progress =
    workDoneToken === undefined
      ? null
      : session.connection.window.attachWorkDoneProgress(workDoneToken);
  progress?.begin(title, 0);
  session.status('busy', `${title}: ${basename(dataset.name)}`);
  let shown = -1;
  try {
    return await work(({ bytesDone, rowsDone }) => {
      const share = dataset.byteLength === null ? 0 : bytesDone / Math.max(1, dataset.byteLength);
      const percentage = Math.min(100, Math.floor(share * 100));
      if (percentage === shown) return;
      shown = percentage;
      progress?.report(percentage, `${rowsDone.toLocaleString('en')} rows`);
    });
  } finally {
    progress?.done();
    session.status('ready', `${title}: ended`);
  }
}
