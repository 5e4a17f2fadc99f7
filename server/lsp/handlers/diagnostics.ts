/** Diagnostics of open documents: pulled by the client, or pushed to one that cannot pull. */

import { basename } from 'node:path';
import {
  type Diagnostic,
  DiagnosticSeverity,
  type DocumentDiagnosticParams,
  type DocumentDiagnosticReport,
} from 'vscode-languageserver';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import { diagnosticDocs, diagnosticSource, ignoreFileName } from '../../../protocol/commands.ts';
import type { Settings, Severity } from '../../../protocol/settings.ts';
import { driftWords } from '../../../protocol/words.ts';
import { escapeTerminal } from '../../report/escape-terminal.ts';
import { isFlag } from '../../report/finding-words.ts';
import { type FindingCode, findingCodes } from '../../scan/record.ts';
import { KnownScan } from '../../settings/known-findings.ts';
import { type DocumentAnalysis, explainInDocument, Outdated } from '../document-analysis.ts';
import { findDrift } from '../document-drift.ts';
import { type Copy, findCopies } from '../document-duplicates.ts';
import { AskAgain, describe } from '../request.ts';
import type { Client, Session } from '../session.ts';
import { type DiagnosticData, type Finding, isDuplicate, toDiagnostic } from '../to-lsp.ts';
import { auditSeed } from './audit-dataset.ts';

export async function pullDiagnostics(
  session: Session,
  { textDocument, previousResultId }: DocumentDiagnosticParams,
  signal: AbortSignal,
): Promise<DocumentDiagnosticReport> {
  const document = session.documents.get(textDocument.uri);
  if (document === undefined || !isDataset(document)) return { kind: 'full', items: [] };
  try {
    const { resultId, items } = await diagnose(session, document, signal);
    if (resultId === previousResultId) return { kind: 'unchanged', resultId };
    return { kind: 'full', resultId, items: await items() };
  } catch (error) {
    throw error instanceof Outdated ? new AskAgain(error.message) : error;
  }
}

/** Keeps diagnostics right when documents, settings or `teacherprint.json` change. */
export function connectDiagnostics(session: Session): void {
  const { connection, documents } = session;
  const push = async (document: TextDocument): Promise<void> => {
    if (session.client.pullsDiagnostics || !isDataset(document)) return;
    const { uri, version } = document;
    try {
      const { items } = await diagnose(session, document, new AbortController().signal);
      const diagnostics = await items();
      await connection.sendDiagnostics({ uri, version, diagnostics });
    } catch (error) {
      // A newer version has its own push on the way.
      if (!(error instanceof Outdated)) connection.console.error(`diagnostics: ${describe(error)}`);
    }
  };
  /** For what nobody awaits. */
  const report = (error: unknown): void => {
    connection.console.error(`diagnostics: ${describe(error)}`);
  };
  const refresh = (): void => {
    // A local profile may be named now, or no longer.
    session.retireEngines().catch(report);
    session.analyses.invalidate();
    if (session.client.refreshesDiagnostics) {
      connection.languages.diagnostics.refresh().catch(report);
    }
    for (const document of documents.all()) void session.during(() => push(document));
  };
  documents.onDidChangeContent(({ document }) => void session.during(() => push(document)));
  documents.onDidClose(({ document }) => {
    session.analyses.forget(document.uri);
    session.settings.drop(document.uri);
    if (!session.client.pullsDiagnostics) {
      void connection.sendDiagnostics({ uri: document.uri, diagnostics: [] });
    }
  });
  connection.onDidChangeConfiguration(() => {
    session.settings.drop();
    refresh();
  });
  connection.onDidChangeWatchedFiles(refresh);
  session.onConfigWritten = refresh;
}

/** Only what is certainly a dataset; a JSON document in general is none of our business. */
export function isDataset({ uri, languageId }: TextDocument): boolean {
  return languageId === 'jsonl' || /\.(?:jsonl|ndjson)$/i.test(uri);
}

/** A megabyte is a million here, and a character about a byte. */
export function isTooLarge(document: TextDocument, { liveMegabytes }: Settings): boolean {
  return document.getText().length > liveMegabytes * 1_000_000;
}

interface Diagnosis {
  readonly resultId: string;
  /** Made only when they are new to the client. */
  readonly items: () => Promise<Diagnostic[]>;
}

async function diagnose(
  session: Session,
  document: TextDocument,
  signal: AbortSignal,
): Promise<Diagnosis> {
  if (await session.isIgnored(document.uri)) {
    session.status('ready', `${basename(document.uri)} is in ${ignoreFileName}: ${ignoredHint}`);
    return { resultId: 'ignored', items: () => Promise.resolve([]) };
  }
  const settings = await session.settings.of(document.uri);
  if (isTooLarge(document, settings)) {
    const resultId = `not-live:${settings.liveMegabytes}`;
    return { resultId, items: () => Promise.resolve([tooLarge(settings)]) };
  }
  const analysis = await session.analyses.of(document, signal);
  return {
    resultId: analysis.identity,
    async items() {
      const diagnostics = await diagnosticsOf(analysis, session.client, signal);
      session.analyses.checkCurrent(analysis.document);
      return diagnostics;
    },
  };
}

const ignoredHint = 'no findings while it is edited; an audit reads it.';

async function diagnosticsOf(
  analysis: DocumentAnalysis,
  client: Client,
  signal: AbortSignal,
): Promise<Diagnostic[]> {
  // Evidence is shown as related information; a client that shows none need not wait for it.
  const mostExplained = client.relatesInformation ? explainedMatches : 0;
  const findings = await worstFindings(analysis, mostExplained, signal);
  const items = [
    ...analysis.problems.map((problem) => information(0, 'config', problem)),
    ...driftNotes(analysis),
  ];
  const { field, document } = analysis;
  for (const finding of findings.shown) {
    const { relatedInformation, ...diagnostic } = toDiagnostic(finding, field, document);
    const isRelated = client.relatesInformation && relatedInformation !== undefined;
    items.push(isRelated ? { ...diagnostic, relatedInformation } : diagnostic);
  }
  if (findings.rest > 0) {
    const rest = `${findings.rest.toLocaleString('en')} more findings in this file`;
    items.push(information(document.lineCount - 1, 'more', `${rest}: audit it to see them all.`));
  }
  return items;
}

/** About the document as a whole, at the row where it changes. */
function driftNotes(analysis: DocumentAnalysis): Diagnostic[] {
  const { settings, config, known } = analysis;
  // Whoever made a baseline has looked at the file as a whole.
  if (settings.matchSeverity === 'off' || known !== null) return [];
  if (config?.isSuppressed({ textId: null }, 'drift') === true) return [];
  return findDrift(analysis, auditSeed).map((drift) => {
    const data: DiagnosticData = { row: drift.row, turn: null, sample: null, code: 'drift' };
    const { document, rows } = analysis;
    const { line } = document.positionAt(rows[drift.row - 1]!.start);
    return { ...information(line, 'drift', `${driftWords(drift, escapeTerminal)}.`), data };
  });
}

/** Matches that are explained in their diagnostics; explaining costs more than judging. */
const explainedMatches = 20;

async function worstFindings(
  analysis: DocumentAnalysis,
  mostExplained: number,
  signal: AbortSignal,
): Promise<{ shown: Finding[]; rest: number }> {
  const isReported = reportedIn(analysis);
  const isOff = analysis.settings.duplicateSeverity === 'off';
  const copies = isOff ? null : findCopies(analysis.rows);
  const all = analysis.rows
    .flatMap((row) =>
      row.records.flatMap((record) =>
        findingsOf(analysis, row, record, copies?.get(record) ?? null, isReported),
      ),
    )
    .sort((a, b) => rankOf(a) - rankOf(b) || probabilityOf(b) - probabilityOf(a));
  const shown = all.slice(0, analysis.settings.maxDiagnostics);
  const explained = await Promise.all(
    shown.map(async (finding, index) => {
      if (finding.code !== 'match' || index >= mostExplained) return finding;
      const { row, record } = finding;
      return {
        ...finding,
        explanation: await explainInDocument(analysis, row, record.turn, signal),
      };
    }),
  );
  return { shown: explained, rest: all.length - shown.length };
}

type IsReported = (record: Finding['record'], code: FindingCode) => boolean;

/** To be asked of every finding once, in the order of the document. */
function reportedIn({ config, known }: DocumentAnalysis): IsReported {
  const scan = known && new KnownScan(known, { readsAll: true });
  return (record, code) =>
    config?.isSuppressed(record, code) !== true && scan?.isKnown(record, code) !== true;
}

function findingsOf(
  { settings, q }: DocumentAnalysis,
  row: Finding['row'],
  record: Finding['record'],
  copy: Copy | null,
  isReported: IsReported,
): Finding[] {
  const codes = findingCodes(record);
  if (copy !== null) codes.push(copy.code);
  const reported = codes.filter((code) => isReported(record, code));
  return reported.flatMap((code) => {
    const severity = severityOf(code, settings);
    if (severity === 'off') return [];
    const qValue = record.pValue === null ? null : (q.get(record.pValue) ?? null);
    return [{ row, record, code, q: qValue, severity, explanation: null, copy }];
  });
}

function severityOf(code: FindingCode, settings: Settings): Severity {
  if (code === 'match') return settings.matchSeverity;
  if (isDuplicate(code)) return settings.duplicateSeverity;
  return isFlag(code) ? settings.leakSeverity : settings.problemSeverity;
}

function rankOf({ code }: Finding): number {
  if (code === 'match') return 0;
  if (isDuplicate(code)) return 3;
  return isFlag(code) ? 1 : 2;
}

function probabilityOf({ record }: Finding): number {
  return record.probability ?? 0;
}

function tooLarge({ liveMegabytes }: Settings): Diagnostic {
  return information(
    0,
    'not-live',
    `Files over ${liveMegabytes} MB are not analyzed while they are edited: run "Teacherprint: Audit Dataset File".`,
  );
}

/** Codes of what is said about a document as a whole. */
export const noteCodes = ['config', 'drift', 'more', 'not-live'] as const;

function information(line: number, code: (typeof noteCodes)[number], message: string): Diagnostic {
  return {
    range: { start: { line, character: 0 }, end: { line, character: 1 } },
    severity: DiagnosticSeverity.Information,
    source: diagnosticSource,
    code,
    codeDescription: { href: `${diagnosticDocs}#${code}` },
    message,
  };
}
