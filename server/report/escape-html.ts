/**
 * Markup whose holes are filled with text: whatever is put into one is escaped, unless it is markup of
 * ours. So nothing of a dataset can be forgotten.
 */

import { escapeTerminal } from './escape-terminal.ts';

export interface Markup {
  readonly source: string;
}

type Hole = string | number | Markup | null | readonly Markup[];

export function markup(parts: TemplateStringsArray, ...holes: readonly Hole[]): Markup {
  return { source: String.raw({ raw: parts }, ...holes.map(fill)) };
}

function fill(hole: Hole): string {
  if (hole === null) return '';
  if (typeof hole === 'string') return escapeHtml(hole);
  if (typeof hole === 'number') return String(hole);
  return 'source' in hole ? hole.source : hole.map(({ source }) => source).join('');
}

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** What a page would not show, or show as something else, is spelled out as for a terminal. */
function escapeHtml(text: string): string {
  return escapeTerminal(text).replace(/[&<>"']/g, (found) => entities[found]!);
}
