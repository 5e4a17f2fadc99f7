/** *Export Report…* and its like: what was found as a file, in the format that its reader needs. */

import path from 'node:path';
import * as vscode from 'vscode';
import type { CampaignFormat, ReportFormat } from '../protocol/report-formats.ts';
import type { LogAudit } from './log-audit.ts';
import { runLongTask } from './long-task.ts';
import type { Parts } from './parts.ts';
import type { StudentAudit } from './student-audit.ts';
import { offerToOpen } from './tell.ts';

interface Choice<Format> extends vscode.QuickPickItem {
  readonly format: Format;
  /** Of the file's name, with its dot. */
  readonly ending: string;
}

/** The likeliest wishes first. */
const choices: readonly Choice<ReportFormat>[] = [
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
  const chosen = await chooseReport(uri, choices, wishes);
  if (chosen === undefined) return;
  const { format, target } = chosen;
  const server = await parts.client.connection();
  const params = { uri: uri.toString(), field: null, format, target: target.toString() };
  const title = `Exporting ${path.posix.basename(target.path)}`;
  const isWritten = await runLongTask(title, async (task) => {
    await server.exportReport(params, task);
    return true;
  });
  if (isWritten === true) offerReport(chosen);
}

const auditChoices: readonly Choice<CampaignFormat>[] = [
  { label: 'HTML', detail: 'A page to read and to print.', format: 'html', ending: '.html' },
  { label: 'Markdown', detail: 'A summary for a ticket.', format: 'md', ending: '.md' },
  { label: 'JSON', detail: 'One document, for programs.', format: 'json', ending: '.json' },
  { label: 'Text', detail: 'The page of the terminal.', format: 'pretty', ending: '.txt' },
];

/** What a tab shows, under the pseudonyms that it shows. */
export async function exportCampaigns(
  { client }: Parts,
  { uris, state }: LogAudit,
  wishes: ExportWishes = {},
): Promise<void> {
  if (state.audit === null) return;
  const chosen = await chooseReport(uris[0]!, auditChoices, wishes);
  if (chosen === undefined) return;
  const { format, target } = chosen;
  const { campaigns } = state.audit;
  const server = await client.connection();
  await server.exportCampaigns({ campaigns, format, target: target.toString() });
  offerReport(chosen);
}

/** What a tab shows. */
export async function exportStudentAudit(
  { client }: Parts,
  { uri, state }: StudentAudit,
  wishes: ExportWishes = {},
): Promise<void> {
  if (state.audit === null) return;
  const chosen = await chooseReport(uri, auditChoices, wishes);
  if (chosen === undefined) return;
  const { format, target } = chosen;
  const { student } = state.audit;
  const server = await client.connection();
  await server.exportStudentAudit({ student, format, target: target.toString() });
  offerReport(chosen);
}

interface ChosenReport<Format> {
  readonly format: Format;
  readonly target: vscode.Uri;
}

/** Undefined: the user changed their mind. */
async function chooseReport<Format extends string>(
  about: vscode.Uri,
  from: readonly Choice<Format>[],
  wishes: ExportWishes,
): Promise<ChosenReport<Format> | undefined> {
  const choice =
    from.find(({ format }) => format === wishes.format) ??
    (await vscode.window.showQuickPick(from, {
      title: `Report about ${path.posix.basename(about.path)}`,
      matchOnDetail: true,
    }));
  if (choice === undefined) return undefined;
  const target =
    wishes.target instanceof vscode.Uri ? wishes.target : await askForTarget(about, choice);
  return target && { format: choice.format, target };
}

function offerReport({ format, target }: ChosenReport<string>): void {
  // A page is for a browser.
  const program = format === 'html' ? 'browser' : 'editor';
  offerToOpen(`${path.posix.basename(target.path)} was written.`, target, program);
}

function askForTarget(
  uri: vscode.Uri,
  { label, ending }: Choice<string>,
): Thenable<vscode.Uri | undefined> {
  const { dir, name } = path.posix.parse(uri.path);
  return vscode.window.showSaveDialog({
    title: 'Export Report',
    saveLabel: 'Export',
    defaultUri: uri.with({ scheme: 'file', path: `${dir}/${name}.report${ending}` }),
    filters: { [label]: [ending.slice(1)] },
  });
}
