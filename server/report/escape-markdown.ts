/**
 * Dataset text → code in a Markdown document. Whoever renders it may make links, images, mentions and
 * references of a text; in code they do not, and what could end the code is written by its number.
 */

import { escapeTerminal } from './escape-terminal.ts';

/** Fits into a table as well, where a bar inside backticks would end the cell. */
export function markdownCode(text: string): string {
  const safe = escapeTerminal(text).replace(
    /[!-/:-@[-`{-~]/g,
    (found) => `&#${found.codePointAt(0)};`,
  );
  return `<code>${safe}</code>`;
}
