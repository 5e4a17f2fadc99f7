/**
 * Dataset text → code in a Markdown document. In code nobody makes mentions and references of a text; what
 * could become markup, a link or the end of the code is written by its number.
 */

import { escapeTerminal } from './escape-terminal.ts';

/** Fits into a table as well, where a bar inside backticks would end the cell. */
export function markdownCode(text: string): string {
  const safe = escapeTerminal(text).replace(meaningful, (found) => `&#${found.codePointAt(0)};`);
  return `<code>${safe}</code>`;
}

/** Markup, formulas, and what links are known by without markup. */
const meaningful = /[!#$&()*:<>@[\\\]^_`{|}~]|(?<=www)\./gi;
