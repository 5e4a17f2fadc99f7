/** Writes the reports of one run, file by file, so that memory does not grow with their number. */

import type { AuditView, ProfileView } from '../../protocol/views.ts';
import { jsonFrame, renderJsonFile, renderJsonLine, withQ } from '../report/render-json.ts';
import { renderPretty } from '../report/render-pretty.ts';
import type { SampleRecord } from '../scan/record.ts';
import { version } from '../version.ts';
import type { AuditArgs, AuditFormat } from './args.ts';
import { LineSpool } from './line-spool.ts';
import { fileSink, type Sink, standardOutput } from './output.ts';

/** What is in the reports, and where they go. */
export type ReportArgs = Pick<AuditArgs, 'field' | 'maxRows' | 'seed' | 'outputs'>;

/** Whether a report lists all samples. */
export function needsSamples({ outputs }: Pick<ReportArgs, 'outputs'>): boolean {
  return outputs.some(({ format }) => format === 'jsonl');
}

interface Report {
  readonly format: AuditFormat;
  readonly sink: Sink;
  readonly isTerminal: boolean;
}

export class ReportWriter {
  readonly #profile: ProfileView;
  readonly #frame: { readonly start: string; readonly end: string };
  #reports: Report[] = [];
  /** Lines per sample need the q-values of their whole file. They wait for them, each behind its p-value
   *  and a tab. */
  #spool: LineSpool | null = null;
  #files = 0;

  private constructor(args: ReportArgs, profile: ProfileView) {
    const { field, maxRows, seed } = args;
    const settings = { field, maxRows: Number.isFinite(maxRows) ? maxRows : null };
    this.#profile = profile;
    this.#frame = jsonFrame({ profile, settings, seed, toolVersion: version });
  }

  /** Throws a `UserError` if one of the outputs cannot be written. */
  static async open(args: ReportArgs, profile: ProfileView): Promise<ReportWriter> {
    const writer = new ReportWriter(args, profile);
    try {
      await writer.#open(args);
    } catch (error) {
      await writer.close();
      throw error;
    }
    return writer;
  }

  async #open({ outputs }: ReportArgs): Promise<void> {
    for (const { format, path } of outputs) {
      const sink = path === null ? standardOutput : await fileSink(path);
      this.#reports.push({ format, sink, isTerminal: path === null && process.stdout.isTTY });
      if (format === 'json') await sink.write(this.#frame.start);
    }
    if (needsSamples({ outputs })) this.#spool = await LineSpool.create();
  }

  async keep(file: string, records: readonly SampleRecord[]): Promise<void> {
    if (this.#spool === null) return;
    const { families } = this.#profile;
    const lines = records.map(
      (record) => `${record.pValue ?? ''}\t${renderJsonLine(file, record, families)}\n`,
    );
    await this.#spool.add(lines.join(''));
  }

  /** All records of this file are known now. */
  async endFile(audit: () => AuditView, qValues: ReadonlyMap<number, number>): Promise<void> {
    const isFirst = this.#files++ === 0;
    for (const { format, sink, isTerminal } of this.#reports) {
      switch (format) {
        case 'pretty':
          await sink.write((isFirst ? '' : '\n') + renderPretty(audit(), look(isTerminal)));
          break;
        case 'json':
          await sink.write(renderJsonFile(audit(), isFirst));
          break;
        case 'jsonl':
          await this.#writeLines(sink, qValues);
      }
    }
    await this.#spool?.empty();
  }

  async #writeLines(sink: Sink, qValues: ReadonlyMap<number, number>): Promise<void> {
    if (this.#spool === null) return;
    for await (const waiting of this.#spool.read()) {
      const lines = waiting.map((entry) => {
        const tab = entry.indexOf('\t');
        const line = entry.slice(tab + 1);
        const q = tab === 0 ? undefined : qValues.get(Number(entry.slice(0, tab)));
        return q === undefined ? line : withQ(line, q);
      });
      await sink.write(`${lines.join('\n')}\n`);
    }
  }

  /** All reports are whole. */
  async finish(): Promise<void> {
    for (const { format, sink } of this.#reports) {
      if (format === 'json') await sink.write(this.#frame.end);
    }
    for (const { sink } of this.#reports) await sink.finish();
    this.#reports = [];
  }

  /** Reports that were not finished are thrown away, so that nothing half-written stays. */
  async close(): Promise<void> {
    for (const { sink } of this.#reports) await sink.discard();
    await this.#spool?.remove();
  }
}

function look(isTerminal: boolean): { width: number; color: boolean } {
  if (!isTerminal) return { width: 120, color: false };
  return { width: process.stdout.columns, color: process.env['NO_COLOR'] === undefined };
}
