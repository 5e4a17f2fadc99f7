/** Corrects where the rows of a log hold a field. */

import * as vscode from 'vscode';
import type { LogField } from '../protocol/campaign.ts';
import { logFieldWords } from '../protocol/campaign-words.ts';
import type { LogAuditView, RowPathView } from '../protocol/log-audit.ts';
import type { LogAudit } from './log-audit.ts';
import { withoutIcons } from './without-icons.ts';

/** False: the user changed their mind. */
export async function choosePath(audit: LogAudit, field: LogField): Promise<boolean> {
  const view = audit.state.audit;
  if (view === null) return false;
  const current = view.campaigns.files[0]?.mapping?.[field] ?? null;
  const picked = await vscode.window.showQuickPick(itemsFor(field, current, view), {
    title: `Where is the ${logFieldWords[field]}?`,
    matchOnDetail: true,
  });
  if (picked === undefined) return false;
  if (picked.choice !== 'type') {
    audit.correct(field, picked.choice.path);
    return true;
  }
  const typed = await vscode.window.showInputBox({
    title: `Path of the ${logFieldWords[field]} in a row`,
    value: current ?? '',
    placeHolder: 'user, metadata.key, request.messages',
  });
  if (typed === undefined || typed === '') return false;
  audit.correct(field, typed);
  return true;
}

interface Choice extends vscode.QuickPickItem {
  /** A path; undefined: detect it; null: the log has none. */
  readonly choice: { readonly path: string | null | undefined } | 'type';
}

function itemsFor(
  field: LogField,
  current: string | null,
  { paths, rowsLookedAt }: LogAuditView,
): Choice[] {
  const kind = vscode.QuickPickItemKind.Separator;
  return [
    ...paths
      .filter((it) => mayHold(field, it))
      .map(({ path, kind, rows }) => ({
        label: `$(${path === current ? 'check' : 'blank'}) ${withoutIcons(path)}`,
        description: kind,
        detail: `In ${rows.toLocaleString('en')} of the first ${rowsLookedAt.toLocaleString('en')} rows.`,
        choice: { path },
      })),
    { label: '', kind, choice: 'type' },
    { label: '$(wand) Detect', detail: 'Read what fits most rows.', choice: { path: undefined } },
    {
      label: '$(circle-slash) None',
      detail: 'This log has no such field.',
      choice: { path: null },
    },
    { label: '$(edit) Type a path…', detail: 'Any path in a row.', choice: 'type' },
  ];
}

/** Lists of messages are no ids, and texts no numbers. */
function mayHold(field: LogField, { kind }: RowPathView): boolean {
  switch (field) {
    case 'messages':
    case 'response':
    case 'system':
      return kind !== 'number';
    case 'time':
    case 'account':
    case 'organisation':
    case 'model':
    case 'ip':
    case 'userAgent':
    case 'session':
    case 'status':
    case 'inputTokens':
    case 'outputTokens':
      return kind === 'text' || kind === 'number';
  }
}
