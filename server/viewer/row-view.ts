/** A row as a line of a list: the beginning of its text, and what is wrong with it. */

import type { MarkView, RowView } from '../../protocol/viewer.ts';
import { readRows } from '../dataset/jsonl.ts';
import { defaultLineOptions } from '../dataset/lines.ts';
import type { AccessedRow } from '../dataset/row-access.ts';
import type { RowOutcome } from '../dataset/row.ts';
import { extractSamples } from '../samples/extract-samples.ts';
import type { FieldMapping } from '../samples/field.ts';
import type { Sample } from '../samples/sample.ts';

/** Of longer rows only the beginning is shown, as it stands there: parsing them would keep others waiting. */
export const mostParsedBytes = 256 << 10;

const previewChars = 300;
/** What stands before a text that was looked for. */
const leadChars = 60;

export interface RowViewOptions {
  /** Null: nobody knows where this file keeps its texts. */
  readonly mapping: FieldMapping | null;
  /** Null: the row's first sample. */
  readonly turn: number | null;
  readonly mark: MarkView | null;
  /** What was looked for, which is then shown; empty: nothing. */
  readonly text: string;
}

export function toRowView(accessed: AccessedRow, options: RowViewOptions): RowView {
  const { row, line, byteLength } = accessed;
  const place = { row, line, bytes: byteLength, mark: options.mark };
  const content = readContent(accessed, options);
  const sample =
    content.samples.find(({ turn }) => turn === options.turn) ?? content.samples[0] ?? null;
  return {
    ...place,
    turn: sample === null ? options.turn : sample.turn,
    role: sample?.role ?? null,
    samples: content.samples.length,
    preview: previewOf(sample?.text ?? content.text, options.text),
    problem: content.problem,
  };
}

interface RowContent {
  readonly samples: readonly Sample[];
  /** Where there is no sample: the row as it stands in the file. */
  readonly text: string;
  readonly problem: string | null;
}

const decoder = new TextDecoder();

function readContent(
  { bytes, byteLength, problem: unread }: AccessedRow,
  { mapping }: RowViewOptions,
): RowContent {
  const written = (problem: string | null): RowContent => {
    return { samples: [], text: decoder.decode(bytes.subarray(0, previewChars * 8)), problem };
  };
  if (unread !== null) return written(unread);
  if (bytes.length < byteLength) return written(tooLarge(byteLength));
  const outcome = readOne(bytes);
  if (outcome === undefined) return written('empty line');
  if (outcome.kind === 'problem') return written(outcome.message);
  if (mapping === null) return written(null);
  const extraction = extractSamples(outcome.value, mapping);
  if (extraction.kind === 'problem') return written(extraction.message);
  return { samples: extraction.samples, text: '', problem: null };
}

/** Undefined if there is nothing in it. */
export function readOne(bytes: AccessedRow['bytes']): RowOutcome | undefined {
  const batch = { kind: 'lines', firstRow: 1, byteStart: 0, bytes, rows: 1, lines: null } as const;
  const [outcome] = readRows(batch);
  return outcome;
}

function tooLarge(byteLength: number): string | null {
  const limit = defaultLineOptions.maxRowBytes;
  if (byteLength <= limit) return null;
  const megabytes = Math.ceil(byteLength / (1 << 20));
  return `the row has ${megabytes} MiB; rows up to ${limit >> 20} MiB are read`;
}

function previewOf(text: string, wanted: string): string {
  const at = wanted === '' ? -1 : text.toLowerCase().indexOf(wanted.toLowerCase());
  const start = at > previewChars - wanted.length ? at - leadChars : 0;
  const shown = text
    .slice(start, start + previewChars * 2)
    .replace(/\s+/g, ' ')
    .trim()
    .slice(0, previewChars)
    .toWellFormed();
  return start > 0 ? `… ${shown}` : shown;
}
