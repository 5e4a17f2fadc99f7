/** Sentences on standard error; paths and messages may hold anything. */

import { escapeTerminal } from '../report/escape-terminal.ts';

export function complain(message: string): void {
  inform(`teacherprint: ${message}`);
}

/** What was done, where that is no report. */
export function inform(message: string): void {
  process.stderr.write(`${escapeTerminal(message)}\n`);
}
