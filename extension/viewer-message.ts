/** The viewer's page shows hostile text, so what comes from it is believed only in these shapes. */

import { flags } from '../protocol/views.ts';
import { type FromViewer, type RowFilter, rowOrders } from '../protocol/viewer.ts';

/** Null: not a message of ours. Drops every field that the message does not have. */
export function parseViewerMessage(message: unknown): FromViewer | null {
  if (typeof message !== 'object' || message === null) return null;
  const { kind, id, from, count, row, turn, ...rest } = message as Record<string, unknown>;
  switch (kind) {
    case 'ready':
    case 'reload':
    case 'choose-field':
    case 'audit':
    case 'cancel':
      return { kind };
    case 'rows': {
      const filter = parseFilter(rest['filter']);
      const isRange = isCount(id) && isCount(from) && isCount(count);
      return isRange && filter !== null ? { kind, id, filter, from, count } : null;
    }
    case 'locate': {
      const filter = parseFilter(rest['filter']);
      return isRow(row) && filter !== null ? { kind, filter, row } : null;
    }
    case 'open-sample':
    case 'explain':
    case 'compare':
      return isRow(row) && isTurn(turn) ? { kind, row, turn } : null;
    case 'compare-pair':
      return isRow(row) ? { kind, row } : null;
    default:
      return null;
  }
}

const verdicts = ['match', 'unknown', 'too-short', 'skipped', ''] as const;
const longestText = 1000;

function parseFilter(value: unknown): RowFilter | null {
  if (typeof value !== 'object' || value === null) return null;
  const given = value as Record<string, unknown>;
  const verdict = verdicts.find((known) => known === given['verdict']);
  const flag = ([...flags, ''] as const).find((known) => known === given['flag']);
  const order = rowOrders.find((known) => known === given['order']);
  const { family, text } = given;
  if (verdict === undefined || flag === undefined || order === undefined) return null;
  if (typeof family !== 'string' || typeof text !== 'string') return null;
  return { verdict, flag, order, family, text: text.slice(0, longestText) };
}

function isRow(value: unknown): value is number {
  return isCount(value) && value >= 1;
}

function isTurn(value: unknown): value is number | null {
  return value === null || isCount(value);
}

function isCount(value: unknown): value is number {
  return Number.isSafeInteger(value) && (value as number) >= 0;
}
