/**
 * Dataset text → Markdown that shows it as it is. In a hover, an image would be a network request and
 * a link a trap, so dataset text is only ever shown as code.
 */

import { escapeTerminal } from '../report/escape-terminal.ts';

/** One line as inline code; the fence is longer than any run of backticks inside. */
export function inlineCode(text: string): string {
  // Escaping for terminals also makes line breaks and invisible characters visible.
  const safe = escapeTerminal(text);
  const longest = Math.max(0, ...[...safe.matchAll(/`+/g)].map((run) => run[0].length));
  const fence = '`'.repeat(longest + 1);
  // The spaces keep backticks at the ends apart from the fence; Markdown removes them again.
  return `${fence} ${safe} ${fence}`;
}

/** A name that stands among our own words, such as that of a model in somebody's profile. */
export function plainText(text: string): string {
  return escapeTerminal(text).replace(/[!-,./:-@[-`{-~]/g, '\\$&');
}
