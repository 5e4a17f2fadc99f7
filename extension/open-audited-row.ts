/** *Jump to row*: a row of a file that was audited, beside the tab that names it. */

import * as vscode from 'vscode';
import { openRow } from './datasets.ts';
import type { Parts } from './parts.ts';

/** A page that names another file is not believed. */
export async function openAuditedRow(
  { viewers }: Parts,
  files: readonly { readonly path: string }[] | undefined,
  { path, row }: { readonly path: string; readonly row: number },
): Promise<void> {
  const isAudited = files?.some((file) => file.path === path) === true;
  if (isAudited) await openRow(viewers, vscode.Uri.file(path), row, vscode.ViewColumn.Beside);
}
