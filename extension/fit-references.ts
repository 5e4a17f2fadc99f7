/** *Fit References*: texts by known models → a local profile that judges a dataset from then on. */

import * as vscode from 'vscode';
import { datasetFilters } from './datasets.ts';
import { runLongTask } from './long-task.ts';
import type { Parts } from './parts.ts';
import { tell } from './tell.ts';

/** `given`: files with references, for callers that know them; else the user is asked. */
export async function fitReferences(
  { client, audits }: Parts,
  uri: vscode.Uri,
  given: unknown,
): Promise<void> {
  const files = filesOf(given) ?? (await pickReferences());
  if (files === undefined) return;
  const server = await client.connection();
  const params = { uri: uri.toString(), references: files.map(String) };
  const title = 'Fitting references';
  const fitted = await runLongTask(title, (task) => server.fitReferences(params, task));
  if (fitted === undefined) return;
  tell(`Judged by ${fitted.summary}.${fitted.advice === null ? '' : ` ${fitted.advice}`}`);
  await audits.run(uri);
}

/** A menu passes a list as well, of what was selected: one file, and that is the dataset. */
function filesOf(given: unknown): readonly vscode.Uri[] | undefined {
  if (typeof given !== 'object' || given === null || !('references' in given)) return undefined;
  const { references } = given;
  if (!Array.isArray(references)) return undefined;
  return references.filter((file) => file instanceof vscode.Uri);
}

function pickReferences(): Thenable<readonly vscode.Uri[] | undefined> {
  return vscode.window.showOpenDialog({
    title: 'Which files hold texts by the candidates? Each row names its model or family',
    openLabel: 'Fit',
    canSelectMany: true,
    filters: datasetFilters,
  });
}
