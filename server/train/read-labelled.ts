/** Datasets with labels → their texts. A row that cannot be used becomes a problem, and reading goes on. */

import type { Dataset } from '../dataset/dataset.ts';
import { readRows } from '../dataset/jsonl.ts';
import type { LineBatch } from '../dataset/lines.ts';
import type { RowOutcome } from '../dataset/row.ts';
import { detectField } from '../samples/choose-field.ts';
import { extractSamples } from '../samples/extract-samples.ts';
import { type FieldMapping, parseField, printField } from '../samples/field.ts';
import { isObject } from '../samples/read-value.ts';
import { promptKeys } from '../samples/single-text.ts';
import type { UnusedReason, UnusedText } from './ledger.ts';
import {
  labelField,
  type LabelFields,
  labelNames,
  labelsOf,
  type RowLabels,
  unlabelled,
} from './row-labels.ts';

export interface LabelledText {
  readonly file: string;
  readonly row: number;
  readonly text: string;
  /** What it answers: texts of one prompt, and turns of one conversation, are not independent. */
  readonly prompt: string;
  readonly labels: RowLabels;
}

export interface ReadPart {
  /** Where the texts are; null: not found yet. */
  readonly field: string | null;
  readonly texts: readonly LabelledText[];
  readonly unused: readonly UnusedText[];
  /** Rows and bytes read up to the end of this part. */
  readonly rowsDone: number;
  readonly bytesDone: number;
}

export interface ReadOptions {
  /** Path of the text in a row; null: detect it. */
  readonly field: string | null;
  readonly labels: LabelFields;
}

/** As many as a scan looks at. */
const rowsForDetection = 200;

export async function* readLabelled(
  dataset: Dataset,
  { field, labels }: ReadOptions,
): AsyncGenerator<ReadPart> {
  let mapping = field === null ? null : parseField(field);
  const place = (row: number): { file: string; row: number } => ({ file: dataset.name, row });
  for await (const batch of dataset.batches()) {
    const texts: LabelledText[] = [];
    const unused: UnusedText[] = [];
    if (batch.kind === 'unread') {
      const { firstRow, rows, reason, message } = batch;
      for (let i = 0; i < rows; i++) unused.push({ ...place(firstRow + i), reason, message });
    } else {
      mapping ??= detectAnswers(batch, labels);
      for (const row of readRows(batch)) {
        const read = readRow(row, mapping, labels);
        if (read.kind === 'problem') unused.push({ ...place(row.row), ...read.problem });
        else for (const text of read.texts) texts.push({ ...place(row.row), ...text });
      }
    }
    yield {
      field: mapping && printField(mapping),
      texts,
      unused,
      rowsDone: batch.firstRow + batch.rows - 1,
      bytesDone: dataset.bytesRead(),
    };
  }
}

type ReadRow =
  | { kind: 'texts'; texts: Omit<LabelledText, 'file' | 'row'>[] }
  | { kind: 'problem'; problem: { reason: UnusedReason; message: string } };

function readRow(row: RowOutcome, mapping: FieldMapping | null, fields: LabelFields): ReadRow {
  const problem = (reason: UnusedReason, message: string): ReadRow => ({
    kind: 'problem',
    problem: { reason, message },
  });
  if (row.kind === 'problem') return problem(row.reason, row.message);
  if (mapping === null) return problem('no-text', 'no field of this row holds a text');
  const found = extractSamples(row.value, mapping);
  if (found.kind === 'problem') return problem(found.reason, found.message);
  const labels = labelsOf(row.value, fields);
  const nobody = unlabelled(labels, fields);
  if (nobody !== null) return problem('no-label', nobody);
  if (mapping.shape === 'preference') {
    return problem('no-label', 'two texts, chosen and rejected, and one label for both');
  }
  const prompt = labels.prompt ?? found.samples[0]?.prompt;
  const texts = found.samples.map(({ text }) => ({ text, prompt: prompt ?? text, labels }));
  return { kind: 'texts', texts };
}

/** Labels and prompts are texts as well, and may be the longer ones, but nobody named here wrote them. */
export function detectAnswers(batch: LineBatch, fields: LabelFields): FieldMapping | null {
  const isPassedOver = new Set([
    ...labelNames.map((name) => labelField(fields, name)),
    ...promptKeys,
  ]);
  const rows: unknown[] = [];
  for (const row of readRows(batch)) {
    if (rows.length >= rowsForDetection) break;
    if (row.kind === 'problem' || !isObject(row.value)) continue;
    const own = Object.entries(row.value).filter(([key]) => !isPassedOver.has(key));
    rows.push(Object.fromEntries(own));
  }
  return detectField(rows).mapping;
}
