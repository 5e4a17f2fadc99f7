/** What a sample carries, in a few lines beside the pointer. */

import { type Hover, type HoverParams, MarkupKind } from 'vscode-languageserver';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import { extractSamples } from '../../samples/extract-samples.ts';
import { parseField } from '../../samples/field.ts';
import { locateSample } from '../../samples/offset-map.ts';
import type { Sample } from '../../samples/sample.ts';
import { isUnreadable } from '../../scan/record.ts';
import { type AnalysedRow, explainInDocument } from '../document-analysis.ts';
import { renderHover } from '../render-hover.ts';
import type { Session } from '../session.ts';
import { rangeOf } from '../to-lsp.ts';
import { isDataset, isTooLarge } from './diagnostics.ts';

export async function hover(
  session: Session,
  { textDocument, position }: HoverParams,
  signal: AbortSignal,
): Promise<Hover | null> {
  const document = session.documents.get(textDocument.uri);
  if (document === undefined || !isDataset(document)) return null;
  const { uri, version } = document;
  const settings = await session.settings.of(uri);
  if (isTooLarge(document, settings)) return null;
  const analysis = await session.analyses.of(document, signal);
  const { rows, field } = analysis;
  const offset = analysis.document.offsetAt(position);
  const row = rows.find(({ start, end }) => offset >= start && offset <= end);
  if (row === undefined || field === null || row.records.every(isUnreadable)) return null;
  const found = sampleAt(row, offset - row.start, field, analysis.document);
  if (found === null) return null;
  const explanation = await explainInDocument(analysis, row, found.sample.turn, signal);
  // The position and the range are of one and the same text.
  session.analyses.checkCurrent({ uri, version });
  const isMarkdown = session.client.rendersMarkdown;
  return {
    range: found.range,
    contents: {
      kind: isMarkdown ? MarkupKind.Markdown : MarkupKind.PlainText,
      value: renderHover(explanation, isMarkdown),
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
