/** Which dataset a command means, and how to get to one of its rows. */

import * as vscode from 'vscode';

/** What a menu, a keybinding or another extension passed; undefined if it is no URI. */
export function toUri(argument: unknown): vscode.Uri | undefined {
  if (argument instanceof vscode.Uri) return argument;
  return typeof argument === 'string' && argument !== '' ? vscode.Uri.parse(argument) : undefined;
}

/** By tabs, since a file that is too large for an editor has no document: what is seen, or the only one. */
export function shownDataset(): vscode.Uri | undefined {
  const { activeTabGroup, all } = vscode.window.tabGroups;
  const [seen] = datasetsOf([activeTabGroup, ...all].map(({ activeTab }) => activeTab));
  if (seen !== undefined) return seen;
  const open = datasetsOf(all.flatMap(({ tabs }) => tabs));
  return open.length === 1 ? open[0] : undefined;
}

function datasetsOf(tabs: readonly (vscode.Tab | undefined)[]): vscode.Uri[] {
  return tabs
    .map((tab) => tab?.input)
    .filter((input) => input instanceof vscode.TabInputText)
    .map(({ uri }) => uri)
    .filter(isDataset);
}

/** By its name; or by its language, which a document without a name may have, too. */
export function isDataset(uri: vscode.Uri): boolean {
  if (uri.scheme === 'file' && /\.(?:jsonl|ndjson)$/i.test(uri.path)) return true;
  const document = vscode.workspace.textDocuments.find(
    (candidate) => candidate.uri.toString() === uri.toString(),
  );
  return document?.languageId === 'jsonl' && ['file', 'untitled'].includes(uri.scheme);
}

export async function pickDataset(): Promise<vscode.Uri | undefined> {
  const picked = await vscode.window.showOpenDialog({
    title: 'Audit a dataset',
    openLabel: 'Audit',
    filters: { 'JSON Lines': ['jsonl', 'ndjson'] },
  });
  return picked?.[0];
}

/**
 * Where the file is shown already, else in the first column: samples are read beside it. By command,
 * since a file of more than 50 MB can be shown, but is no document that an extension could open.
 */
export async function openRow(uri: vscode.Uri, row: number): Promise<void> {
  const shown = vscode.window.visibleTextEditors.find(
    ({ document }) => document.uri.toString() === uri.toString(),
  );
  const start = new vscode.Position(row - 1, 0);
  await vscode.commands.executeCommand('vscode.open', uri, {
    viewColumn: shown?.viewColumn ?? vscode.ViewColumn.One,
    selection: new vscode.Range(start, start),
  });
}
