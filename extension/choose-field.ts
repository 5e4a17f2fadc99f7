/** *Choose Text Field*: corrects where a file's samples are, for everybody who uses the folder. */

import * as vscode from 'vscode';
import type { FieldCandidateView } from '../protocol/views.ts';
import type { Parts } from './parts.ts';

export async function chooseField({ audits, client }: Parts, uri: vscode.Uri): Promise<void> {
  const isShown = audits.last?.uri === uri.toString();
  const audit = isShown ? audits.last : await audits.run(uri);
  if (audit === null) return;
  const field = await pickField(audit.fieldCandidates, audit.field);
  if (field === undefined) return;
  const server = await client.connection();
  await server.setField({ uri: uri.toString(), field });
  await audits.run(uri);
}

interface FieldItem extends vscode.QuickPickItem {
  /** Null: detect it; undefined: ask for it. */
  readonly field: string | null | undefined;
}

/** Undefined: the user changed their mind. */
async function pickField(
  candidates: readonly FieldCandidateView[],
  current: string | null,
): Promise<string | null | undefined> {
  const items: FieldItem[] = [
    ...candidates.map(({ field, shape, reason }) => ({
      label: `$(${field === current ? 'check' : 'blank'}) ${field}`,
      description: shape,
      detail: reason,
      field,
    })),
    { label: '', kind: vscode.QuickPickItemKind.Separator, field: null },
    { label: '$(wand) Detect', detail: 'Read the field that fits most rows.', field: null },
    { label: '$(edit) Type a field…', detail: 'Any path to a text in a row.', field: undefined },
  ];
  const picked = await vscode.window.showQuickPick(items, {
    title: 'Where is the text that a model wrote?',
    matchOnDetail: true,
  });
  if (picked === undefined || picked.field !== undefined) return picked?.field;
  const typed = await vscode.window.showInputBox({
    title: 'Path of the text in a row',
    value: current ?? '',
    placeHolder: 'output, messages[].content, data.answer',
  });
  return typed === '' ? undefined : typed;
}
