/** *Create*, *Update* and *Prune Baseline*: which findings of a dataset are known. */

import * as vscode from 'vscode';
import type { BaselineAction } from '../protocol/commands.ts';
import { baselineChangeWords } from '../protocol/words.ts';
import { runLongTask } from './long-task.ts';
import type { Parts } from './parts.ts';
import { offerToOpen } from './tell.ts';

const titles: Record<BaselineAction, string> = {
  create: 'Creating the baseline',
  update: 'Updating the baseline',
  prune: 'Pruning the baseline',
};

export async function changeBaseline(
  { client, audits }: Parts,
  uri: vscode.Uri,
  action: BaselineAction,
): Promise<void> {
  const server = await client.connection();
  const params = { uri: uri.toString(), action };
  const changed = await runLongTask(titles[action], (task) => server.changeBaseline(params, task));
  if (changed === undefined) return;
  const { path } = changed;
  offerToOpen(`Baseline: ${baselineChangeWords(changed)}.`, vscode.Uri.file(path));
  // What the panel shows of this file was counted without it.
  if (audits.last?.uri === uri.toString()) await audits.run(uri);
}
