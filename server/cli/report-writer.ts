/**
 * Writes the reports of one run. Lines per sample need the q-values of the whole file, so records
 * wait in a temporary file: memory stays flat however many there are.
 */

import { createReadStream } from 'node:fs';
import { type FileHandle, mkdtemp, open, rename, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { version } from '../version.ts';
import type { AuditView } from '../../protocol/views.ts';
import { renderJson, renderJsonLine } from '../report/render-json.ts';
import { renderPretty } from '../report/render-pretty.ts';
import type { SampleRecord } from '../scan/record.ts';
import type { AuditArgs, Output } from './args.ts';

export class ReportWriter {
  readonly #args: AuditArgs;
  readonly #families: readonly string[];
  readonly #lineOutputs: readonly Output[];
  #folder: string | null = null;
  #spool: FileHandle | null = null;
  /** Temporary files of reports, renamed when they are whole. */
  readonly #parts = new Map<Output, FileHandle>();

  constructor(args: AuditArgs, families: readonly string[]) {
    this.#args = args;
    this.#families = families;
    this.#lineOutputs = args.outputs.filter(({ format }) => format === 'jsonl');
  }

  async keep(records: readonly SampleRecord[]): Promise<void> {
    if (this.#lineOutputs.length === 0) return;
    this.#spool ??= await open(join(await this.#temporaryFolder(), 'records'), 'w+');
    await this.#spool.write(records.map((record) => JSON.stringify(record) + '\n').join(''));
  }

  /** All records of this file are known now. */
  async endFile(file: string, qValues: ReadonlyMap<number, number>): Promise<void> {
    if (this.#spool === null) return;
    for (const output of this.#lineOutputs) await this.#write(output, this.#lines(file, qValues));
    await this.#spool.truncate(0);
    await this.#spool.close();
    this.#spool = null;
  }

  async *#lines(file: string, qValues: ReadonlyMap<number, number>): AsyncGenerator<string> {
    const path = join(await this.#temporaryFolder(), 'records');
    for await (const line of createInterface({ input: createReadStream(path) })) {
      const record = JSON.parse(line) as SampleRecord;
      const q = record.pValue === null ? null : (qValues.get(record.pValue) ?? null);
      yield renderJsonLine(file, record, this.#families, q);
    }
  }

  async finish(audits: readonly AuditView[]): Promise<void> {
    for (const output of this.#args.outputs) {
      if (output.format !== 'jsonl') await this.#write(output, [this.#render(output, audits)]);
      const part = this.#parts.get(output);
      if (part === undefined || output.path === null) continue;
      await part.close();
      this.#parts.delete(output);
      await rename(`${output.path}.tmp`, output.path);
    }
  }

  /** Also after a failure: nothing half-written stays. */
  async close(): Promise<void> {
    await this.#spool?.close();
    for (const [output, part] of this.#parts) {
      await part.close();
      await rm(`${output.path}.tmp`, { force: true });
    }
    if (this.#folder !== null) await rm(this.#folder, { recursive: true, force: true });
  }

  #render({ format, path }: Output, audits: readonly AuditView[]): string {
    const { field, maxRows, seed } = this.#args;
    if (format === 'json') {
      const settings = { field, maxRows: Number.isFinite(maxRows) ? maxRows : null };
      return renderJson(audits, { settings, seed, toolVersion: version });
    }
    const { stdout } = process;
    const isTerminal = path === null && stdout.isTTY;
    const width = isTerminal ? stdout.columns : 120;
    const color = isTerminal && process.env['NO_COLOR'] === undefined;
    return audits.map((audit) => renderPretty(audit, { width, color })).join('\n');
  }

  async #write(output: Output, texts: Iterable<string> | AsyncIterable<string>): Promise<void> {
    if (output.path === null) {
      await pipeline(Readable.from(texts), process.stdout, { end: false });
      return;
    }
    const part = this.#parts.get(output) ?? (await open(`${output.path}.tmp`, 'w'));
    this.#parts.set(output, part);
    for await (const text of texts) await part.write(text);
  }

  async #temporaryFolder(): Promise<string> {
    return (this.#folder ??= await mkdtemp(join(tmpdir(), 'teacherprint-')));
  }
}
