/** Progress on standard error: a bar on a terminal, now and then a line elsewhere. */

import { escapeTerminal } from '../report/escape-terminal.ts';
import { count, percent } from '../../protocol/words.ts';

export interface Progress {
  update(bytesDone: number, bytesTotal: number | null, rows: number): void;
  done(): void;
}

const terminalInterval = 100;
const plainInterval = 5000;

export const noProgress: Progress = { update: () => undefined, done: () => undefined };

type Output = Pick<NodeJS.WriteStream, 'isTTY' | 'columns' | 'write'>;

export function createProgress(
  name: string,
  output: Output = process.stderr,
  now: () => number = Date.now,
): Progress {
  const interval = output.isTTY ? terminalInterval : plainInterval;
  const started = now();
  let shown = started;
  let isOpen = false;
  return {
    update(bytesDone, bytesTotal, rows) {
      const time = now();
      if (time - shown < interval) return;
      shown = time;
      const text = describe(escapeTerminal(name), bytesDone, bytesTotal, rows, time - started);
      output.write(output.isTTY ? `\r\u001b[K${text.slice(0, output.columns - 1)}` : `${text}\n`);
      isOpen = output.isTTY;
    },
    done() {
      if (isOpen) output.write('\r\u001b[K');
    },
  };
}

function describe(
  name: string,
  bytesDone: number,
  bytesTotal: number | null,
  rows: number,
  milliseconds: number,
): string {
  const rate = bytesDone / milliseconds;
  const parts = [name, count(rows, 'row'), `${(rate / 1000).toFixed(1)} MB/s`];
  // A file may grow while it is read.
  if (bytesTotal !== null && bytesDone <= bytesTotal && rate > 0) {
    parts.splice(1, 0, percent(bytesDone / bytesTotal));
    parts.push(`${Math.ceil((bytesTotal - bytesDone) / rate / 1000)} s left`);
  }
  return parts.join(' · ');
}
