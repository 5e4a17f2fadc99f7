/** What a sample carries, in a few lines beside the pointer. */

import { type Hover, type HoverParams, MarkupKind } from 'vscode-languageserver';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import type { EvidenceView, ExplanationView } from '../../../protocol/views.ts';
import { bitsOf, probabilityText, skipWords, strengthOf } from '../../report/words.ts';
import { extractSamples } from '../../samples/extract-samples.ts';
import { parseField } from '../../samples/field.ts';
import { locateSample } from '../../samples/offset-map.ts';
import type { Sample } from '../../samples/sample.ts';
import type { AnalysedRow } from '../document-analysis.ts';
import { inlineCode } from '../escape-markdown.ts';
import type { Session } from '../session.ts';
import { rangeOf } from '../to-lsp.ts';
import { isDataset } from './diagnostics.ts';

const mostChars = 4000;
const piecesFor = 3;
const piecesAgainst = 2;
const charsOfPiece = 80;

export async function hover(
  session: Session,
  { textDocument, position }: HoverParams,
  signal: AbortSignal,
): Promise<Hover | null> {
  const document = session.documents.get(textDocument.uri);
  if (document === undefined || !isDataset(document)) return null;
  const settings = await session.settings.of(document.uri);
  if (document.getText().length > settings.liveMegabytes * 1_000_000) return null;
  const { rows, field, engine } = await session.analyses.of(document);
  signal.throwIfAborted();
  const offset = document.offsetAt(position);
  const index = rows.findIndex((row) => offset >= row.start && offset <= row.end);
  const row = rows[index];
  if (row === undefined || field === null) return null;
  const found = sampleAt(row, offset - row.start, field, document);
  if (found === null) return null;
  const bytes = new Uint8Array(new TextEncoder().encode(row.text));
  const job = { bytes, row: index + 1, field, turn: found.sample.turn };
  const explanation = await engine.pool.run({ kind: 'explain-row', ...job }, signal);
  const isMarkdown = session.client.rendersMarkdown;
  const lines = describe(explanation, isMarkdown);
  return {
    range: found.range,
    contents: {
      kind: isMarkdown ? MarkupKind.Markdown : MarkupKind.PlainText,
      value: fit(lines),
    },
  };
}

/** The sample whose text is at an offset of the row; the first one on a row's start. */
function sampleAt(
  row: AnalysedRow,
  offset: number,
  field: string,
  document: TextDocument,
): { sample: Sample; range: Hover['range'] & object } | null {
  let value: unknown;
  try {
    value = JSON.parse(row.text);
  } catch {
    // The row's diagnostic says what is wrong with it.
    return null;
  }
  const extraction = extractSamples(value, parseField(field));
  if (extraction.kind === 'problem') return null;
  for (const sample of extraction.samples) {
    const places = locateSample(row.text, sample);
    const covers = places !== null && offset >= places.span.start && offset <= places.span.end;
    if (!covers && offset > 1) continue;
    const span = { start: 0, end: sample.text.length };
    return { sample, range: rangeOf(row, places, span, document) };
  }
  return null;
}

function describe(explanation: ExplanationView, isMarkdown: boolean): string[] {
  const { sample, evidence, against, leaks, errorRate } = explanation;
  const strong = (text: string): string => (isMarkdown ? `**${text}**` : text);
  const lines: string[] = [headline(explanation, strong)];
  if (sample.skipped === null) {
    const piece = pieceLine(isMarkdown);
    const pro = evidence.filter(({ bits }) => bits > 0).slice(0, piecesFor);
    const contra = evidence.filter(({ bits }) => bits < 0).slice(0, piecesAgainst);
    if (pro.length > 0) lines.push(`For ${sample.family}:`, ...pro.map(piece));
    if (contra.length > 0) lines.push(`Against it, for ${against}:`, ...contra.map(piece));
  }
  if (leaks.length > 0) {
    const kinds = [
      ...new Set(leaks.map(({ flag, claims }) => flag + (claims ? ` (${claims})` : ''))),
    ];
    lines.push(`Leaks: ${kinds.join(', ')}`);
  }
  lines.push(errorRate);
  return lines;
}

function headline({ sample }: ExplanationView, strong: (text: string) => string): string {
  if (sample.skipped !== null) return `${strong('Not judged')}: ${skipWords[sample.skipped]}`;
  const probability = sample.probability ?? 0;
  const strength = strengthOf(bitsOf(probability));
  const number = `probability ${probabilityText(probability)}`;
  if (sample.verdict === 'match') {
    const model =
      sample.model === null
        ? ''
        : `, likeliest ${sample.model} (${probabilityText(sample.modelProbability ?? 0)})`;
    return `${strong(sample.family ?? '')}: ${number} (${strength})${model}`;
  }
  return `${strong('unknown')}: the closest known is ${sample.family}, ${number} (${strength})`;
}

function pieceLine(isMarkdown: boolean): (piece: EvidenceView) => string {
  return ({ bits, expert, text }) => {
    const sign = bits > 0 ? '+' : '−';
    const short = text.slice(0, charsOfPiece).toWellFormed();
    const shown = isMarkdown ? inlineCode(short) : JSON.stringify(short);
    return `- ${sign}${Math.abs(bits).toFixed(2)} bits, ${expert}: ${shown}`;
  };
}

/** Whole lines only: half a code span would be markup. */
function fit(lines: readonly string[]): string {
  let text = '';
  for (const line of lines) {
    // A list needs no blank lines; paragraphs do.
    const next = text + (text === '' ? '' : line.startsWith('- ') ? '\n' : '\n\n') + line;
    if (next.length > mostChars) break;
    text = next;
  }
  return text;
}
