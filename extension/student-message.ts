/** The page of a student shows hostile text, so what comes from it is believed only in these shapes. */

import type { FromStudentPage } from '../protocol/student-page.ts';

/** Null: not a message of ours. Drops every field that the message does not have. */
export function parseStudentMessage(message: unknown): FromStudentPage | null {
  if (typeof message !== 'object' || message === null) return null;
  const { kind, path, row, prompt, other } = message as Record<string, unknown>;
  switch (kind) {
    case 'ready':
    case 'audit':
    case 'cancel':
    case 'export':
    case 'change':
      return { kind };
    case 'open-row':
      return typeof path === 'string' && isIndex(row) && row >= 1 ? { kind, path, row } : null;
    case 'compare':
      return isIndex(prompt) && (other === 'control' || isIndex(other))
        ? { kind, prompt, other }
        : null;
    default:
      return null;
  }
}

function isIndex(value: unknown): value is number {
  return Number.isSafeInteger(value) && (value as number) >= 0;
}
