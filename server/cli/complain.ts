/** One sentence on standard error; paths and messages may hold anything. */

import { escapeTerminal } from '../report/escape-terminal.ts';

export function complain(message: string): void {
  process.stderr.write(`teacherprint: ${escapeTerminal(message)}\n`);
}
