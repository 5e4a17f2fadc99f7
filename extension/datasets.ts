/** Which dataset a command means, and how to get to one of its rows. */

import * as vscode from 'vscode';
import { datasetViewType } from '../protocol/commands.ts';
import type { DatasetViewers } from './viewer.ts';

const textName = /\.(?:jsonl|ndjson)$/i;
/** Text as well, but whose rows are not its lines. */
const tableName = /\.(?:csv|tsv)$/i;

/** What a menu, a keybinding or another extension passed; undefined if it is no URI. */
export function toUri(argument: unknown): vscode.Uri | undefined {
  if (argument instanceof vscode.Uri) return argument;
  return typeof argument === 'string' && argument !== '' ? vscode.Uri.parse(argument) : undefined;
}

/** Several of them: a menu passes what was clicked and all that was selected. Undefined: what is seen, if
 *  anything is. */
export function toUris(argument: unknown, selected: unknown): readonly vscode.Uri[] | undefined {
  const all = Array.isArray(selected) ? selected.filter((it) => it instanceof vscode.Uri) : [];
  if (all.length > 0) return all;
  const one = toUri(argument) ?? shownDataset();
  return one && [one];
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
    .flatMap((input) => {
      if (input instanceof vscode.TabInputText) {
        return isDataset(input.uri) || tableName.test(input.uri.path) ? [input.uri] : [];
      }
      const isViewer = input instanceof vscode.TabInputCustom && input.viewType === datasetViewType;
      return isViewer ? [input.uri] : [];
    });
}

/** By its name; or by its language, which a document without a name may have, too. */
export function isDataset(uri: vscode.Uri): boolean {
  if (uri.scheme === 'file' && textName.test(uri.path)) return true;
  const document = vscode.workspace.textDocuments.find(
    (candidate) => candidate.uri.toString() === uri.toString(),
  );
  return document?.languageId === 'jsonl' && ['file', 'untitled'].includes(uri.scheme);
}

/** For dialogs. */
export const datasetFilters = {
  Datasets: ['jsonl', 'ndjson', 'json', 'csv', 'tsv', 'parquet', 'gz', 'zst'],
};

export async function pickDataset(): Promise<vscode.Uri | undefined> {
  const title = 'Audit a dataset';
  const picked = await vscode.window.showOpenDialog({
    title,
    openLabel: 'Audit',
    filters: datasetFilters,
  });
  return picked?.[0];
}

export function pickLogs(): Thenable<readonly vscode.Uri[] | undefined> {
  const options = { openLabel: 'Audit', canSelectMany: true, filters: datasetFilters };
  return vscode.window.showOpenDialog({ title: 'Which request logs?', ...options });
}

/** What other hours are compared with. */
export async function pickBenignLog(): Promise<vscode.Uri | undefined> {
  const title = 'Which log is of ordinary traffic?';
  const picked = await vscode.window.showOpenDialog({
    title,
    openLabel: 'Compare',
    filters: datasetFilters,
  });
  return picked?.[0];
}

/** VS Code gives no larger file to extensions, and shows it without colors, squiggles or hovers. */
const mostEditorBytes = 50 * 1024 * 1024;

/** Whether only the viewer can show it: it is no text, or too much of it. */
async function needsViewer(uri: vscode.Uri): Promise<boolean> {
  if (uri.scheme === 'untitled') return false;
  if (!textName.test(uri.path)) return true;
  return (await vscode.workspace.fs.stat(uri)).size > mostEditorBytes;
}

/** Where the file is shown already, else in the first column: samples are read beside it. */
export async function openRow(
  viewers: DatasetViewers,
  uri: vscode.Uri,
  row: number,
  column?: vscode.ViewColumn,
): Promise<void> {
  if (viewers.isShown(uri) || (await needsViewer(uri))) return viewers.open(uri, row, column);
  const shown = vscode.window.visibleTextEditors.find(
    ({ document }) => document.uri.toString() === uri.toString(),
  );
  const start = new vscode.Position(row - 1, 0);
  await vscode.commands.executeCommand('vscode.open', uri, {
    viewColumn: shown?.viewColumn ?? column ?? vscode.ViewColumn.One,
    selection: new vscode.Range(start, start),
  });
}
