/** The panel's page shows hostile text, so what comes from it is believed only in these shapes. */

import type { FromPanel } from '../protocol/panel.ts';

/** Null: not a message of ours. Drops every field that the message does not have. */
export function parsePanelMessage(message: unknown): FromPanel | null {
  if (typeof message !== 'object' || message === null) return null;
  const { kind, uri, row, turn } = message as Record<string, unknown>;
  switch (kind) {
    case 'ready':
    case 'cancel':
    case 'pick-dataset':
    case 'open-example':
      return { kind };
    case 'audit':
    case 'choose-field':
      return isUri(uri) ? { kind, uri } : null;
    case 'open-row':
      return isUri(uri) && isCount(row) && row >= 1 ? { kind, uri, row } : null;
    case 'explain': {
      const isTurn = turn === null || isCount(turn);
      return isUri(uri) && isCount(row) && row >= 1 && isTurn ? { kind, uri, row, turn } : null;
    }
    default:
      return null;
  }
}

/** Datasets are files or unsaved documents; the panel has no business with anything else. */
function isUri(value: unknown): value is string {
  return typeof value === 'string' && /^(?:file|untitled|vscode-remote):/.test(value);
}

function isCount(value: unknown): value is number {
  return Number.isSafeInteger(value) && (value as number) >= 0;
}
