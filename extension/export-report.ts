/** *Export Report…*: what was found in a dataset as a file, in the format that its reader needs. */

import path from 'node:path';
import * as vscode from 'vscode';
import type { ReportFormat } from '../protocol/report-formats.ts';
import type { Parts } from './parts.ts';

interface Choice extends vscode.QuickPickItem {
  readonly format: ReportFormat;
  /** Of the file's name, with its dot. */
  readonly ending: string;
}

/** The likeliest wishes first. */
const choices: readonly Choice[] = [
  { label: 'HTML', detail: 'A page to read and to print.', format: 'html', ending: '.html' },
  { label: 'Markdown', detail: 'A summary for a pull request.', format: 'md', ending: '.md' },
  {
    label: 'Dataset card',
    detail: 'A section to paste into the card of the dataset.',
    format: 'card',
    ending: '.card.md',
  },
  {
    label: 'CSV',
    detail: 'One line per sample, for a spreadsheet.',
    format: 'csv',
    ending: '.csv',
  },
  { label: 'SARIF', detail: 'Findings for code scanning.', format: 'sarif', ending: '.sarif' },
  { label: 'JSON', detail: 'One document, for programs.', format: 'json', ending: '.json' },
  {
    label: 'JSON Lines',
    detail: 'One line per sample, for programs.',
    format: 'jsonl',
    ending: '.samples.jsonl',
  },
  { label: 'Text', detail: 'The page of the terminal.', format: 'pretty', ending: '.txt' },
];

/** What may be passed instead of being asked for, by other extensions and by tests. */
export interface ExportWishes {
  readonly format?: unknown;
  readonly target?: unknown;
}

export async function exportReport(
  parts: Parts,
  uri: vscode.Uri,
  wishes: ExportWishes = {},
): Promise<void> {
  const choice =
    choices.find(({ format }) => format === wishes.format) ??
    (await vscode.window.showQuickPick(choices, {
      title: `Report about ${path.posix.basename(uri.path)}`,
      matchOnDetail: true,
    }));
  if (choice === undefined) return;
  const target =
    wishes.target instanceof vscode.Uri ? wishes.target : await askForTarget(uri, choice);
  if (target === undefined) return;
  if (!(await write(parts, uri, choice.format, target))) return;
  // Not waited for: the message stays open as long as the user likes.
  void offerToOpen(target, choice.format);
}

function askForTarget(
  uri: vscode.Uri,
  { label, ending }: Choice,
): Thenable<vscode.Uri | undefined> {
  const { dir, name } = path.posix.parse(uri.path);
  return vscode.window.showSaveDialog({
    title: 'Export Report',
    saveLabel: 'Export',
    defaultUri: uri.with({ scheme: 'file', path: `${dir}/${name}.report${ending}` }),
    filters: { [label]: [ending.slice(1)] },
  });
}

/** False: canceled. */
async function write(
  { client }: Parts,
  uri: vscode.Uri,
  format: ReportFormat,
  target: vscode.Uri,
): Promise<boolean> {
  const server = await client.connection();
  const options = {
    location: vscode.ProgressLocation.Notification,
    title: `Exporting ${path.posix.basename(target.path)}`,
    cancellable: true,
  };
  return vscode.window.withProgress(options, async (progress, token) => {
    let shown = 0;
    const params = { uri: uri.toString(), field: null, format, target: target.toString() };
    try {
      await server.exportReport(params, token, (percentage, message) => {
        progress.report({ increment: percentage - shown, message });
        shown = percentage;
      });
      return true;
    } catch (error) {
      if (token.isCancellationRequested) return false;
      throw error;
    }
  });
}

async function offerToOpen(target: vscode.Uri, format: ReportFormat): Promise<void> {
  const open = 'Open';
  const name = path.posix.basename(target.path);
  if ((await vscode.window.showInformationMessage(`${name} was written.`, open)) !== open) return;
  // A page is for a browser.
  if (format === 'html') await vscode.env.openExternal(target);
  else await vscode.commands.executeCommand('vscode.open', target);
}
