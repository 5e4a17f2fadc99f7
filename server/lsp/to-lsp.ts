/** Offsets and findings → ranges and diagnostics; the only place that builds either. */

import {
  type Diagnostic,
  DiagnosticSeverity,
  type DiagnosticRelatedInformation,
  type Range,
} from 'vscode-languageserver';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import { diagnosticDocs, diagnosticSource } from '../../protocol/commands.ts';
import { type DuplicateCode, duplicateCodes, type ExplanationView } from '../../protocol/views.ts';
import type { Severity } from '../../protocol/settings.ts';
import { findLeaks } from '../engine/leakage.ts';
import { expertWord } from '../../protocol/words.ts';
import { describeFinding } from '../report/finding-words.ts';
import { extractSamples } from '../samples/extract-samples.ts';
import { parseField } from '../samples/field.ts';
import { locateSample, type OffsetMap } from '../samples/offset-map.ts';
import type { Sample } from '../samples/sample.ts';
import { type FindingCode, isUnreadable, type SampleRecord } from '../scan/record.ts';
import { escapeTerminal } from '../report/escape-terminal.ts';
import type { AnalysedRow } from './document-analysis.ts';
import type { Copy } from './document-duplicates.ts';

/** On longer rows an editor shows no decorations far to the right, so their start is marked. */
const longestMarkedRow = 10_000;

/** What a code action needs to know of a diagnostic; the server keeps no memory of it. */
export interface DiagnosticData {
  row: number;
  turn: number | null;
  /** Identity of the text that this is said of; null where there is none. */
  sample: string | null;
  code: FindingCode | 'drift';
}

export interface Finding {
  readonly row: AnalysedRow;
  readonly record: SampleRecord;
  readonly code: FindingCode;
  readonly q: number | null;
  readonly severity: Exclude<Severity, 'off'>;
  /** For a match: why. */
  readonly explanation: ExplanationView | null;
  /** For a copy: of what. */
  readonly copy: Copy | null;
}

export function toDiagnostic(
  finding: Finding,
  field: string | null,
  document: TextDocument,
): Diagnostic {
  const { row, record, code } = finding;
  const isText = field !== null && !isUnreadable(record);
  const sample = isText ? sampleOf(row, record.turn, field) : null;
  const places = sample === null ? null : locateSample(row.text, sample);
  const leak = sample && findLeaks(sample.text).find(({ flag }) => flag === code);
  const span = leak ?? { start: 0, end: sample?.text.length ?? 0 };
  const data: DiagnosticData = {
    row: record.row,
    turn: record.turn,
    sample: isText ? record.textId : null,
    code,
  };
  const related = isDuplicate(code)
    ? firstOf(finding, field, document)
    : places && evidenceOf(finding, row, places, document);
  return {
    range: rangeOf(row, places, span, document),
    severity:
      finding.severity === 'warning' ? DiagnosticSeverity.Warning : DiagnosticSeverity.Information,
    source: diagnosticSource,
    code,
    codeDescription: { href: `${diagnosticDocs}#${code}` },
    message:
      finding.copy === null || !isDuplicate(code)
        ? describeFinding(record, code, { q: finding.q, claims: leak?.claims ?? null })
        : copyMessage(finding.copy),
    data,
    ...(related !== null && related.length > 0 && { relatedInformation: related }),
  };
}

/** The sample of a row by its turn; null if the row does not hold it (any more). */
function sampleOf(row: AnalysedRow, turn: number | null, field: string): Sample | null {
  let value: unknown;
  try {
    value = JSON.parse(row.text);
  } catch {
    // A row that is not JSON has its own diagnostic.
    return null;
  }
  const extraction = extractSamples(value, parseField(field));
  if (extraction.kind === 'problem') return null;
  return extraction.samples.find((sample) => sample.turn === turn) ?? null;
}

/** Range of a part of a sample, in a document; the row's start if the row is very long. */
export function rangeOf(
  row: AnalysedRow,
  places: OffsetMap | null,
  span: { start: number; end: number },
  document: TextDocument,
): Range {
  if (row.text.length > longestMarkedRow) {
    return range(document, row.start, Math.min(row.end, row.start + 80));
  }
  if (places === null) return range(document, row.start, row.end);
  const start = row.start + places.toSource(span.start);
  return range(document, start, Math.max(start, row.start + places.toSource(span.end)));
}

function range(document: TextDocument, start: number, end: number): Range {
  return { start: document.positionAt(start), end: document.positionAt(end) };
}

function copyMessage({ code, first, similarity }: Copy): string {
  const { row } = first.record;
  if (code === 'duplicate') return `The same text as in row ${row}.`;
  return `Nearly the same text as in row ${row} (similarity about ${similarity.toFixed(2)}).`;
}

export function isDuplicate(code: FindingCode): code is DuplicateCode {
  return duplicateCodes.some((duplicate) => duplicate === code);
}

const evidenceShown = 3;

function evidenceOf(
  { explanation }: Finding,
  row: AnalysedRow,
  places: OffsetMap,
  document: TextDocument,
): DiagnosticRelatedInformation[] {
  const evidence = explanation?.evidence.filter(({ bits }) => bits > 0) ?? [];
  return evidence.slice(0, evidenceShown).map((piece) => ({
    location: { uri: document.uri, range: rangeOf(row, places, piece, document) },
    message: `+${piece.bits.toFixed(2)} bits (${expertWord(piece.expert)}): "${escapeTerminal(piece.text)}"`,
  }));
}

function firstOf(
  { copy }: Finding,
  field: string | null,
  document: TextDocument,
): DiagnosticRelatedInformation[] {
  if (copy === null) return [];
  const { row, record } = copy.first;
  const sample = field === null ? null : sampleOf(row, record.turn, field);
  const places = sample === null ? null : locateSample(row.text, sample);
  const span = { start: 0, end: sample?.text.length ?? 0 };
  const location = { uri: document.uri, range: rangeOf(row, places, span, document) };
  return [{ location, message: 'The first text of these.' }];
}
