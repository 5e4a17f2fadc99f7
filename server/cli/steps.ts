/** Steps of long work on standard error, each with the time since the first. */

import { escapeTerminal } from '../report/escape-terminal.ts';

export interface Steps {
  begin(what: string): void;
  done(): void;
}

export const noSteps: Steps = { begin: () => undefined, done: () => undefined };

const tickMs = 1000;

type Output = Pick<NodeJS.WriteStream, 'isTTY' | 'columns' | 'write'>;

/** On a terminal the clock goes on; elsewhere each step is one line. */
export function createSteps(output: Output = process.stderr, now: () => number = Date.now): Steps {
  const started = now();
  let current = '';
  let timer: NodeJS.Timeout | null = null;
  const line = (): string => `${elapsed(now() - started)}  ${current}`;
  const show = (): void =>
    void output.write(`\r\u001b[K${line().slice(0, Math.max(0, output.columns - 1))}`);
  return {
    begin(what) {
      current = escapeTerminal(what);
      if (!output.isTTY) output.write(`${line()}\n`);
      else {
        timer ??= setInterval(show, tickMs);
        show();
      }
    },
    done() {
      if (timer === null) return;
      clearInterval(timer);
      output.write('\r\u001b[K');
    },
  };
}

function elapsed(milliseconds: number): string {
  const seconds = Math.floor(milliseconds / 1000);
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}
