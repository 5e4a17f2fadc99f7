/** Progress on standard error: a bar on a terminal, now and then a line elsewhere. */

import { escapeTerminal } from '../report/escape-terminal.ts';

export interface Progress {
  update(bytesDone: number, bytesTotal: number | null, rows: number): void;
  done(): void;
}

const terminalInterval = 100;
const plainInterval = 5000;

export function createProgress(name: string, quiet: boolean): Progress {
  if (quiet) return { update: () => undefined, done: () => undefined };
  const { stderr } = process;
  const interval = stderr.isTTY ? terminalInterval : plainInterval;
  const started = Date.now();
  let shown = started;
  let isOpen = false;
  return {
    update(bytesDone, bytesTotal, rows) {
      const now = Date.now();
      if (now - shown < interval) return;
      shown = now;
      const text = describe(escapeTerminal(name), bytesDone, bytesTotal, rows, now - started);
      stderr.write(stderr.isTTY ? `\r\u001b[K${text.slice(0, stderr.columns - 1)}` : `${text}\n`);
      isOpen = stderr.isTTY;
    },
    done() {
      if (isOpen) stderr.write('\r\u001b[K');
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
  const rate = bytesDone / Math.max(1, milliseconds);
  const speed = `${(rate / 1000).toFixed(1)} MB/s`;
  const parts = [name, `${rows.toLocaleString('en')} rows`, speed];
  if (bytesTotal !== null && bytesTotal > 0) {
    const left = (bytesTotal - bytesDone) / Math.max(rate, 1e-9) / 1000;
    parts.splice(1, 0, `${Math.floor((100 * bytesDone) / bytesTotal)} %`);
    parts.push(`${Math.ceil(left)} s left`);
  }
  return parts.join(' · ');
}
