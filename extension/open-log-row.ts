/** *Jump to request*: a row of a log that was audited, beside its card. */

import * as vscode from 'vscode';
import { openRow } from './datasets.ts';
import type { LogAudit } from './log-audit.ts';
import type { Parts } from './parts.ts';

/** A page that names another file is not believed. */
export async function openLogRow(
  { viewers }: Parts,
  { state }: LogAudit,
  { path, row }: { readonly path: string; readonly row: number },
): Promise<void> {
  const isAudited = state.audit?.campaigns.files.some((file) => file.path === path) === true;
  if (isAudited) await openRow(viewers, vscode.Uri.file(path), row, vscode.ViewColumn.Beside);
}
