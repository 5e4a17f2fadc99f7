/** Writes the reports of one run, file by file, so that memory does not grow with their number. */

import type { ReportFormat } from '../../protocol/report-formats.ts';
import type { AuditView, TotalView } from '../../protocol/views.ts';
import type { SampleRecord } from '../scan/record.ts';
import type { SharedTexts } from '../scan/shared-texts.ts';
import { createReport } from './create-report.ts';
import { LineSpool } from './line-spool.ts';
import { renderJsonLine, withQ } from './render-json.ts';
import type { PrettyOptions } from './render-pretty.ts';
import type { AuditedDataset, IsSuppressed, Report, ReportRun } from './report.ts';
import type { Sink } from './sink.ts';

export interface ReportOutput {
  readonly format: ReportFormat;
  /** Throws a `UserError` if nothing can be written there. */
  readonly open: () => Promise<Sink>;
  /** Of a page for a terminal. */
  readonly look: PrettyOptions;
}

/** Formats of lines per sample. */
const lineFormats: ReadonlySet<ReportFormat> = new Set(['jsonl', 'csv']);

/** Formats of which something is said of samples that no summary keeps. */
const sampleFormats: ReadonlySet<ReportFormat> = new Set([...lineFormats, 'sarif']);

/** Whether `keep` must be called with all samples. */
export function needsSamples(outputs: readonly { readonly format: ReportFormat }[]): boolean {
  return outputs.some(({ format }) => sampleFormats.has(format));
}

export class ReportWriter {
  readonly #run: ReportRun;
  #reports: { readonly report: Report; readonly sink: Sink }[] = [];
  /** Lines per sample need the q-values of their whole file. They wait for them, each behind its p-value
   *  and a tab. */
  #spool: LineSpool | null = null;
  readonly #troubles: string[] = [];
  #datasets = 0;

  private constructor(run: ReportRun) {
    this.#run = run;
  }

  /** Throws a `UserError` if one of the outputs cannot be written. */
  static async open(run: ReportRun, outputs: readonly ReportOutput[]): Promise<ReportWriter> {
    const writer = new ReportWriter(run);
    try {
      await writer.#open(outputs);
    } catch (error) {
      await writer.close();
      throw error;
    }
    return writer;
  }

  async #open(outputs: readonly ReportOutput[]): Promise<void> {
    for (const { format, open, look } of outputs) {
      const report = createReport(format, this.#run, look);
      const sink = await open();
      this.#reports.push({ report, sink });
      await write(sink, [report.start()]);
    }
    if (outputs.some(({ format }) => lineFormats.has(format))) {
      this.#spool = await LineSpool.create();
    }
  }

  /** `families`: of the profile that judged the file, which need not be that of all. */
  async keep(
    file: { readonly name: string; readonly families: readonly string[] },
    records: readonly SampleRecord[],
    isSuppressed: IsSuppressed,
  ): Promise<void> {
    for (const { report } of this.#reports) report.keep(records, isSuppressed);
    if (this.#spool === null) return;
    const lines = records.map(
      (record) => `${record.pValue ?? ''}\t${renderJsonLine(file.name, record, file.families)}\n`,
    );
    await this.#spool.add(lines.join(''));
  }

  /** All records of this file are known now. */
  async endFile(audit: () => AuditView, qValues: ReadonlyMap<number, number>): Promise<void> {
    this.#datasets++;
    const audited: AuditedDataset = { audit, qValues, lines: () => this.#lines(qValues) };
    for (const { report, sink } of this.#reports) await write(sink, report.dataset(audited));
    await this.#spool?.empty();
  }

  /** For reports that say what is missing from them. */
  addTrouble(sentence: string): void {
    this.#troubles.push(sentence);
  }

  async *#lines(qValues: ReadonlyMap<number, number>): AsyncGenerator<string[]> {
    if (this.#spool === null) return;
    for await (const waiting of this.#spool.read()) {
      yield waiting.map((entry) => {
        const tab = entry.indexOf('\t');
        const line = entry.slice(tab + 1);
        const q = tab === 0 ? undefined : qValues.get(Number(entry.slice(0, tab)));
        return q === undefined ? line : withQ(line, q);
      });
    }
  }

  /** All reports are whole. Returns what whoever asked for them must hear. `texts` and
   *  `total`: of all datasets. */
  async finish(
    texts: Pick<SharedTexts, 'view'> | null,
    total: TotalView | null,
  ): Promise<string[]> {
    const shared = this.#datasets > 1 ? (texts?.view() ?? null) : null;
    const whole = { troubles: this.#troubles, shared, total };
    for (const { report, sink } of this.#reports) await write(sink, report.end(whole));
    for (const { sink } of this.#reports) await sink.finish();
    return this.#reports.splice(0).flatMap(({ report }) => report.note() ?? []);
  }

  /** Reports that were not finished are thrown away, so that nothing half-written stays. */
  async close(): Promise<void> {
    for (const { sink } of this.#reports) await sink.discard();
    await this.#spool?.remove();
  }
}

async function write(sink: Sink, pieces: AsyncIterable<string> | Iterable<string>): Promise<void> {
  for await (const piece of pieces) {
    if (piece !== '') await sink.write(piece);
  }
}
