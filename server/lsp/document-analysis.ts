/**
 * Records of open documents. Rows are remembered by their text: after an edit only the rows that
 * changed are judged again, and the numbers over all rows are made anew.
 */

import type { TextDocument } from 'vscode-languageserver-textdocument';
import type { Settings } from '../../protocol/settings.ts';
import { countPValue, type PValueCounts, qValues } from '../engine/false-discovery.ts';
import type { FieldChoice } from '../scan/messages.ts';
import type { SampleRecord } from '../scan/record.ts';
import { scanBatch } from '../scan/scan-batch.ts';
import type { DatasetConfig } from '../settings/config-file.ts';
import type { Engine, Session } from './session.ts';

export interface DocumentAnalysis {
  readonly version: number;
  readonly settings: Settings;
  readonly config: DatasetConfig | null;
  readonly engine: Engine;
  readonly field: string | null;
  readonly rows: readonly AnalysedRow[];
  /** Q-value of a p-value over the whole document. */
  readonly q: ReadonlyMap<number, number>;
  /** Equal for equal results: document, profile, settings and configuration. */
  readonly identity: string;
}

export interface AnalysedRow {
  /** UTF-16 offsets in the document, without the line end. */
  readonly start: number;
  readonly end: number;
  readonly text: string;
  readonly records: readonly SampleRecord[];
}

interface Entry {
  readonly controller: AbortController;
  readonly version: number;
  readonly result: Promise<DocumentAnalysis>;
}

export class DocumentAnalyses {
  readonly #session: Session;
  readonly #entries = new Map<string, Entry>();
  /** Per document and judging context, the records of row texts that were met last. */
  readonly #memory = new Map<
    string,
    { context: string; rows: Map<string, readonly SampleRecord[]> }
  >();
  /** Rows sent to workers since the start; a test compares it before and after an edit. */
  rowsJudged = 0;

  constructor(session: Session) {
    this.#session = session;
  }

  /** The analysis of this version; an older one that still runs is stopped. */
  of(document: TextDocument): Promise<DocumentAnalysis> {
    const known = this.#entries.get(document.uri);
    if (known?.version === document.version) return known.result;
    known?.controller.abort(new Error('the document changed'));
    const controller = new AbortController();
    const result = this.#analyse(document, controller.signal);
    this.#entries.set(document.uri, { controller, version: document.version, result });
    result.catch(() => {
      // A failed analysis is no answer for the next request.
      if (this.#entries.get(document.uri)?.result === result) this.#entries.delete(document.uri);
    });
    return result;
  }

  /** Settings, profile or configuration changed: judge again, from memory where that still holds. */
  invalidate(): void {
    for (const { controller } of this.#entries.values()) controller.abort(new Error('outdated'));
    this.#entries.clear();
  }

  forget(uri: string): void {
    this.#entries.get(uri)?.controller.abort(new Error('the document was closed'));
    this.#entries.delete(uri);
    this.#memory.delete(uri);
  }

  close(): void {
    this.invalidate();
    this.#memory.clear();
  }

  async #analyse(document: TextDocument, signal: AbortSignal): Promise<DocumentAnalysis> {
    const { uri, version } = document;
    const settings = await this.#session.settings.of(uri);
    const engine = await this.#session.engine(settings.profile);
    const config = await this.#session.configOf(uri);
    const lines = splitRows(document.getText());
    const field = config?.field ?? (await detect(lines, engine, signal)).field;
    const context = `${engine.loaded.view.sha256}:${field ?? ''}`;
    const memory = this.#memory.get(uri);
    const known =
      memory?.context === context ? memory.rows : new Map<string, readonly SampleRecord[]>();
    const rows = await this.#judge(lines, known, field, engine, signal);
    signal.throwIfAborted();
    this.#memory.set(uri, { context, rows: new Map(rows.map((row) => [row.text, row.records])) });
    const shown = JSON.stringify(settings);
    return {
      version,
      settings,
      config,
      engine,
      field,
      rows,
      q: qValuesOf(rows),
      identity: `${version}:${context}:${config?.identity ?? ''}:${shown}`,
    };
  }

  async #judge(
    lines: readonly Line[],
    known: ReadonlyMap<string, readonly SampleRecord[]>,
    field: string | null,
    engine: Engine,
    signal: AbortSignal,
  ): Promise<AnalysedRow[]> {
    const missing = lines.flatMap((line, index) => (known.has(line.text) ? [] : [index]));
    const judged = new Map<number, SampleRecord[]>();
    await Promise.all(
      runsOf(missing, lines).map(async ({ from, to }) => {
        this.rowsJudged += to - from;
        const bytes = encode(lines.slice(from, to).map(({ text }) => text));
        const batch = {
          kind: 'lines' as const,
          firstRow: from + 1,
          byteStart: 0,
          bytes,
          rows: to - from,
        };
        for (const record of await scanBatch(batch, field, engine.pool, signal)) {
          const index = record.row - 1;
          judged.set(index, [...(judged.get(index) ?? []), record]);
        }
      }),
    );
    return lines.map((line, index) => {
      const records = judged.get(index) ?? known.get(line.text) ?? [];
      const row = index + 1;
      return { ...line, records: records.map((r) => (r.row === row ? r : { ...r, row })) };
    });
  }
}

interface Line {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** Rows of a document, by line feeds only, as in a file; an editor may count more kinds of line. */
function splitRows(text: string): Line[] {
  const lines: Line[] = [];
  for (let start = 0; start < text.length;) {
    const lineFeed = text.indexOf('\n', start);
    const next = lineFeed < 0 ? text.length : lineFeed + 1;
    let end = lineFeed < 0 ? text.length : lineFeed;
    if (end > start && text[end - 1] === '\r') end--;
    lines.push({ start, end, text: text.slice(start, end) });
    start = next;
  }
  return lines;
}

/** Enough rows for one job, few enough that several workers share a document. */
const charsPerRun = 128 << 10;

/** Runs of neighboring indices, each of a bounded size. */
function runsOf(
  indices: readonly number[],
  lines: readonly Line[],
): { from: number; to: number }[] {
  const runs: { from: number; to: number }[] = [];
  let chars = 0;
  for (const index of indices) {
    const last = runs.at(-1);
    if (last?.to === index && chars < charsPerRun) last.to++;
    else {
      runs.push({ from: index, to: index + 1 });
      chars = 0;
    }
    chars += lines[index]!.text.length;
  }
  return runs;
}

function encode(rows: readonly string[]): Uint8Array<ArrayBuffer> {
  // A row's own carriage returns stay; the line feeds between rows are ours.
  return new Uint8Array(new TextEncoder().encode(rows.map((row) => row + '\n').join('')));
}

const rowsForDetection = 400;

async function detect(
  lines: readonly Line[],
  engine: Engine,
  signal: AbortSignal,
): Promise<FieldChoice> {
  const head = lines.slice(0, rowsForDetection);
  const bytes = encode(head.map(({ text }) => text));
  const batch = { kind: 'lines' as const, firstRow: 1, byteStart: 0, bytes, rows: head.length };
  return engine.pool.run({ kind: 'detect', batch }, signal);
}

function qValuesOf(rows: readonly AnalysedRow[]): Map<number, number> {
  const counts: PValueCounts = new Map();
  for (const { records } of rows) {
    for (const { pValue } of records) if (pValue !== null) countPValue(counts, pValue);
  }
  return qValues(counts);
}
