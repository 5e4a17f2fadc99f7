/** The page of campaigns shows hostile text, so what comes from it is believed only in these shapes. */

import { logFields } from '../protocol/campaign.ts';
import type { FromCampaignPage } from '../protocol/campaign-page.ts';

/** Null: not a message of ours. Drops every field that the message does not have. */
export function parseCampaignMessage(message: unknown): FromCampaignPage | null {
  if (typeof message !== 'object' || message === null) return null;
  const { kind, field, path, row } = message as Record<string, unknown>;
  switch (kind) {
    case 'ready':
    case 'audit':
    case 'cancel':
    case 'export':
    case 'choose-benign':
      return { kind };
    case 'choose-path': {
      const known = logFields.find((name) => name === field);
      return known === undefined ? null : { kind, field: known };
    }
    case 'open-row':
      return typeof path === 'string' && Number.isSafeInteger(row) && (row as number) >= 1
        ? { kind, path, row: row as number }
        : null;
    default:
      return null;
  }
}
