/** *Export Subset*: a dataset without some of its rows, as a file of its own. */

import * as vscode from 'vscode';
import type { ExportSubsetParams } from '../protocol/messages.ts';
import { type AuditView, flags } from '../protocol/views.ts';
import { subsetWords } from '../protocol/words.ts';
import { runLongTask } from './long-task.ts';
import type { Parts } from './parts.ts';
import { offerToOpen } from './tell.ts';

export async function exportSubset({ client, audits }: Parts, uri: vscode.Uri): Promise<void> {
  const audit = audits.last?.uri === uri.toString() ? audits.last : null;
  const picked = await vscode.window.showQuickPick(itemsFor(audit), {
    title: 'Which rows go?',
    placeHolder: 'Rows that are read and not chosen here are kept, to the byte',
    canPickMany: true,
    matchOnDescription: true,
  });
  if (picked === undefined) return;
  const has = (option: Option): boolean => picked.some((item) => item.option === option);
  const kept = await askWhere(uri, 'kept', 'Where do the rows go that are kept?');
  if (kept === undefined) return;
  const dropped = has('dropped')
    ? await askWhere(uri, 'dropped', 'Where do the rows go that are dropped?')
    : null;
  if (dropped === undefined) return;
  const unreadable = has('unreadable') ? 'keep' : 'drop';
  const server = await client.connection();
  const params: ExportSubsetParams = {
    uri: uri.toString(),
    mode: 'drop',
    rules: picked.flatMap(({ rule }) => rule ?? []),
    unreadable,
    annotate: has('annotate') ? 'teacherprint' : null,
    kept: kept.fsPath,
    dropped: dropped?.fsPath ?? null,
  };
  const subset = await runLongTask('Exporting rows', (task) => server.exportSubset(params, task));
  if (subset !== undefined) offerToOpen(`${subsetWords(subset, unreadable)}.`, kept);
}

/** What else is asked in the same list. */
type Option = 'dropped' | 'unreadable' | 'annotate';

interface SubsetItem extends vscode.QuickPickItem {
  /** Samples that it is true of go. */
  readonly rule?: string;
  readonly option?: Option;
}

/** `audit`: what is known of the file; null: only what can be said of any. */
function itemsFor(audit: AuditView | null): SubsetItem[] {
  const called = audit === null ? [] : familiesOf(audit);
  const number = (n: number | undefined): string => (n === undefined ? '' : n.toLocaleString('en'));
  return [
    separator('Findings'),
    { label: 'Matches of any family', rule: 'match', description: number(audit?.calls.count) },
    ...called.map((family) => ({ label: `Matches of ${family}`, rule: `match,family=${family}` })),
    ...flags.map((flag) => ({ label: flag, rule: flag, description: number(audit?.flags[flag]) })),
    separator('Not judged'),
    { label: 'Too short', rule: 'too-short' },
    { label: 'Other language', rule: 'language' },
    separator('Options'),
    { label: 'Keep rows that cannot be read', option: 'unreadable' },
    { label: 'Write the dropped rows to a second file', option: 'dropped' },
    {
      label: 'Add a field "teacherprint"',
      description: 'verdict, family and probability of each sample',
      option: 'annotate',
    },
  ];
}

function separator(label: string): SubsetItem {
  return { label, kind: vscode.QuickPickItemKind.Separator };
}

/** Called in the audit, as far as its list of samples goes. */
function familiesOf({ top }: AuditView): string[] {
  const called = top.flatMap(({ verdict, family }) => (verdict === 'match' ? (family ?? []) : []));
  return [...new Set(called)].sort();
}

function askWhere(
  uri: vscode.Uri,
  what: 'kept' | 'dropped',
  title: string,
): Thenable<vscode.Uri | undefined> {
  const path = uri.path.replace(/(?:\.\w+)?$/, `.${what}.jsonl`);
  const defaultUri = uri.scheme === 'file' ? { defaultUri: uri.with({ path }) } : {};
  const filters = { 'JSON Lines': ['jsonl'] };
  return vscode.window.showSaveDialog({ title, saveLabel: 'Export', filters, ...defaultUri });
}
