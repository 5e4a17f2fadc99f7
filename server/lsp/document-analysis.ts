/**
 * Records of open documents. Rows are remembered by their text: after an edit only the rows that
 * changed are judged again, and the numbers over all rows are made anew.
 */

import { TextDocument } from 'vscode-languageserver-textdocument';
import type { Settings } from '../../protocol/settings.ts';
import type { ExplanationView } from '../../protocol/views.ts';
import { isUserError } from '../dataset/user-error.ts';
import { countPValue, type PValueCounts, qValues } from '../engine/false-discovery.ts';
import { detectField } from '../scan/detect-field.ts';
import { unpackRecords } from '../scan/pack-records.ts';
import type { SampleRecord } from '../scan/record.ts';
import { scanBatch } from '../scan/scan-batch.ts';
import type { DatasetConfig } from '../settings/config-file.ts';
import type { FindingSet } from '../settings/finding-set.ts';
import type { KnownFindings } from '../settings/known-findings.ts';
import { SharedWork } from './shared-work.ts';
import type { Engine } from './engines.ts';
import type { Session } from './session.ts';
import { type DocumentRow, encodeRows, rowsDataset, splitRows } from './split-rows.ts';

export interface DocumentAnalysis {
  /** As it was when it was judged; the open one changes under everybody's hands. */
  readonly document: TextDocument;
  readonly settings: Settings;
  readonly config: DatasetConfig | null;
  /** What its baseline knows; null if it has none. */
  readonly known: FindingSet | null;
  /** Sentences about what in the configuration is not usable. */
  readonly problems: readonly string[];
  readonly engine: Engine;
  readonly field: string | null;
  readonly rows: readonly AnalysedRow[];
  /** Q-value of a p-value over the whole document. */
  readonly q: ReadonlyMap<number, number>;
  /** Equal for equal results: document, profile, settings and configuration. */
  readonly identity: string;
}

export interface AnalysedRow extends DocumentRow {
  readonly records: readonly SampleRecord[];
  /** Of its samples by turn, as far as somebody asked for them. */
  readonly explanations: Map<number | null, ExplanationView>;
}

/** The document or what it is judged by changed, so that nobody needs the answer any more. */
export class Outdated extends Error {}

/** What is known of a document's rows by their text, while they are judged in one way. */
interface Memory {
  readonly context: string;
  rows: Map<string, Pick<AnalysedRow, 'records' | 'explanations'>>;
}

interface Entry {
  readonly version: number;
  readonly work: SharedWork<DocumentAnalysis>;
}

export class DocumentAnalyses {
  readonly #session: Session;
  readonly #entries = new Map<string, Entry>();
  readonly #memories = new Map<string, Memory>();
  readonly #detected = new Map<string, { head: string; profile: string; field: string | null }>();
  /** Versions begin anew when a document is opened again. */
  #closings = 0;

  constructor(session: Session) {
    this.#session = session;
  }

  /** The analysis of this version; an older one that still runs is stopped, and so is this one when
   *  nobody waits for it any more. */
  of(document: TextDocument, signal: AbortSignal): Promise<DocumentAnalysis> {
    const known = this.#entries.get(document.uri);
    if (known?.version === document.version && known.work.isUseful())
      return known.work.join(signal);
    known?.work.stop(new Outdated('the document changed'));
    const { uri, languageId, version } = document;
    const snapshot = TextDocument.create(uri, languageId, version, document.getText());
    const work = new SharedWork((stop) => this.#analyse(snapshot, stop));
    this.#entries.set(uri, { version, work });
    return work.join(signal);
  }

  /** Throws if what was found out is about a text that is no longer there. */
  checkCurrent({ uri, version }: { uri: string; version: number }): void {
    if (this.#session.documents.get(uri)?.version !== version) {
      throw new Outdated('the document changed');
    }
  }

  /** Settings, profile or configuration changed: judge again, from memory where that still holds. */
  invalidate(): void {
    for (const { work } of this.#entries.values()) work.stop(new Outdated('the settings changed'));
    this.#entries.clear();
  }

  forget(uri: string): void {
    this.#entries.get(uri)?.work.stop(new Outdated('the document was closed'));
    for (const known of [this.#entries, this.#memories, this.#detected]) known.delete(uri);
    this.#closings++;
  }

  close(): void {
    this.invalidate();
    this.#memories.clear();
    this.#detected.clear();
  }

  async #analyse(document: TextDocument, signal: AbortSignal): Promise<DocumentAnalysis> {
    const { uri, version } = document;
    const settings = await this.#session.settings.of(uri);
    const engine = await this.#session.engine(uri);
    const config = await this.#session.configOf(uri);
    const { known, problems } = await this.#knownOf(uri, config);
    const lines = splitRows(document.getText());
    const field = config?.field ?? (await this.#detect(document, lines, engine, signal));
    const context = `${engine.loaded.view.sha256}:${field ?? ''}`;
    const rows = await this.#judge(lines, this.#memoryOf(uri, context), field, engine, signal);
    const shown = JSON.stringify(settings);
    return {
      document,
      settings,
      config,
      known: known?.findings ?? null,
      problems,
      engine,
      field,
      rows,
      q: qValuesOf(rows),
      identity: [`${this.#closings}.${version}`, context, config?.identity, known?.identity, shown]
        .map((part) => part ?? '')
        .join(':'),
    };
  }

  /** A baseline that is of no use is a problem of the configuration, as everything in it. */
  async #knownOf(
    uri: string,
    config: DatasetConfig | null,
  ): Promise<{ known: KnownFindings | null; problems: string[] }> {
    const problems = [...(config?.problems ?? [])];
    try {
      return { known: await this.#session.knownOf(uri, config), problems };
    } catch (error) {
      if (!isUserError(error)) throw error;
      return { known: null, problems: [...problems, error.message] };
    }
  }

  #memoryOf(uri: string, context: string): Memory {
    const known = this.#memories.get(uri);
    if (known?.context === context) return known;
    const memory: Memory = { context, rows: new Map() };
    this.#memories.set(uri, memory);
    return memory;
  }

  /** An edit far from the document's head, on which the field depends, asks no worker for it. */
  async #detect(
    document: TextDocument,
    lines: readonly DocumentRow[],
    { loaded, pool }: Engine,
    signal: AbortSignal,
  ): Promise<string | null> {
    const text = document.getText();
    const headEnd = text.indexOf('\n', headChars);
    const head = text.slice(0, headEnd < 0 ? text.length : headEnd);
    const profile = loaded.view.sha256;
    const known = this.#detected.get(document.uri);
    if (known?.head === head && known.profile === profile && known.field !== null)
      return known.field;
    const { field } = await detectField(rowsDataset(lines), pool, signal);
    this.#detected.set(document.uri, { head, profile, field });
    return field;
  }

  async #judge(
    lines: readonly DocumentRow[],
    memory: Memory,
    field: string | null,
    engine: Engine,
    signal: AbortSignal,
  ): Promise<AnalysedRow[]> {
    const { rows } = memory;
    const missing = lines.flatMap(({ text }, index) => (rows.has(text) ? [] : [index]));
    await Promise.all(
      runsOf(missing, lines).map(async ({ from, to }) => {
        const part = lines.slice(from, to);
        const place = { kind: 'lines' as const, firstRow: from + 1, byteStart: 0 };
        const batch = { ...place, bytes: encodeRows(part), rows: part.length, lines: null };
        const packed = await scanBatch(batch, { field, by: [] }, engine.pool, signal);
        const byRow = Map.groupBy(packed.flatMap(unpackRecords), ({ row }) => row);
        // Even if the others are never judged, since the document changes, these need not be again.
        part.forEach(({ text }, index) => {
          rows.set(text, { records: byRow.get(from + 1 + index) ?? [], explanations: new Map() });
        });
      }),
    );
    signal.throwIfAborted();
    const judged = lines.map((line, index) => {
      const { records, explanations } = rows.get(line.text)!;
      const row = index + 1;
      const placed = records.map((record) => (record.row === row ? record : { ...record, row }));
      return { ...line, records: placed, explanations };
    });
    memory.rows = new Map(lines.map(({ text }) => [text, rows.get(text)!]));
    return judged;
  }
}

/** The one explanation of a sample; asking a worker for it takes longer than judging the row. */
export async function explainInDocument(
  { engine, field }: DocumentAnalysis,
  row: AnalysedRow,
  turn: number | null,
  signal: AbortSignal,
): Promise<ExplanationView> {
  const known = row.explanations.get(turn);
  if (known !== undefined) return known;
  const firstRow = row.records[0]?.row ?? 1;
  const bytes = encodeRows([row]);
  const batch = { kind: 'lines' as const, firstRow, byteStart: 0, bytes, rows: 1, lines: null };
  const job = { batch, field: field ?? '', turn };
  const explanation = await engine.pool.run({ kind: 'explain-row', ...job }, signal);
  row.explanations.set(turn, explanation);
  return explanation;
}

/** No less than a batch of a scan, so that editor and terminal see the same rows. */
const headChars = 256 << 10;

/** Enough rows for one job, few enough that several workers share a document. */
const charsPerRun = 128 << 10;

/** Runs of neighboring indices, each of a bounded size. */
function runsOf(
  indices: readonly number[],
  lines: readonly DocumentRow[],
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

function qValuesOf(rows: readonly AnalysedRow[]): Map<number, number> {
  const counts: PValueCounts = new Map();
  for (const { records } of rows) {
    for (const { pValue } of records) if (pValue !== null) countPValue(counts, pValue);
  }
  return qValues(counts);
}
