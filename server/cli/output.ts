/** Where reports go: standard output, or files. */

import { reasonOf, UserError } from '../dataset/user-error.ts';
import type { ReportOutput } from '../report/report-writer.ts';
import { plainLook, type PrettyOptions } from '../report/render-pretty.ts';
import { fileSink, type Sink } from '../report/sink.ts';
import type { ReportFormat } from '../../protocol/report-formats.ts';
import type { Output } from './args.ts';

/** Whoever read our output has read enough. */
export class ReaderGone extends Error {}

export const standardOutput: Sink = {
  async write(content) {
    // Waits, so that a pipe that is read slowly does not fill the memory.
    const error = await new Promise<NodeJS.ErrnoException | null | undefined>((resolve) =>
      process.stdout.write(content, resolve),
    );
    if (error?.code === 'EPIPE') throw new ReaderGone();
    if (error) throw new UserError(`standard output: cannot be written: ${reasonOf(error)}`);
  },
  finish: () => Promise.resolve(),
  discard: () => Promise.resolve(),
};

export function openOutput({ format, path }: Output<ReportFormat>): ReportOutput {
  const open = (): Promise<Sink> =>
    path === null ? Promise.resolve(standardOutput) : fileSink(path);
  return { format, open, look: lookOf(path === null && process.stdout.isTTY) };
}

export function lookOf(isTerminal: boolean): PrettyOptions {
  if (!isTerminal) return plainLook;
  return { width: process.stdout.columns, color: process.env['NO_COLOR'] === undefined };
}
