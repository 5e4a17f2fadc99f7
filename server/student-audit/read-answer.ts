/** One answer of a dataset by its row, and whose answers a dataset says it holds. */

import type { AnswersView, AnswerView, ReadAnswerParams } from '../../protocol/student-audit.ts';
import type { Dataset } from '../dataset/dataset.ts';
import { readRows } from '../dataset/jsonl.ts';
import type { RowOutcome } from '../dataset/row.ts';
import { UserError } from '../dataset/user-error.ts';
import { extractSamples } from '../samples/extract-samples.ts';
import { parseField } from '../samples/field.ts';
import { findRow } from '../scan/find-row.ts';
import { usualLabels } from '../student/answer-book.ts';
import { promptKey } from '../student/answer-table.ts';
import { labelsOf } from '../train/row-labels.ts';
import { shortened } from './prompt-rows.ts';

/** In UTF-16 units: more than that nobody reads, and an editor compares it slowly. */
const longestAnswer = 200_000;

/** The first answer of a row, as an audit reads it. Throws a `UserError` if there is none, or another prompt. */
export async function readAnswer(
  dataset: Dataset,
  { row, field, prompt }: Pick<ReadAnswerParams, 'row' | 'field' | 'prompt'>,
  signal: AbortSignal,
): Promise<AnswerView> {
  const [read] = [...readRows(await findRow(dataset, row, signal))] as [RowOutcome];
  const place = `${dataset.name}:${row}`;
  if (read.kind === 'problem') throw new UserError(`${place}: ${read.message}`);
  const found = extractSamples(read.value, parseField(field));
  if (found.kind === 'problem') throw new UserError(`${place}: ${found.message}`);
  const { text, prompt: asked } = found.samples[0]!;
  if (shortened(promptKey(asked ?? labelsOf(read.value, usualLabels).prompt ?? '')) !== prompt) {
    throw new UserError(`${place}: the file is not what it was; audit it again`);
  }
  const isCut = text.length > longestAnswer;
  return { text: isCut ? text.slice(0, longestAnswer).toWellFormed() : text, isCut };
}

/** Labels of a file are the same all along, or are none of the file. */
const rowsLookedAt = 200;

export async function describeAnswers(dataset: Dataset, signal: AbortSignal): Promise<AnswersView> {
  const models = new Set<string | null>();
  const families = new Set<string | null>();
  let rows = 0;
  for await (const batch of dataset.batches()) {
    signal.throwIfAborted();
    if (batch.kind === 'unread') continue;
    for (const row of readRows(batch)) {
      if (row.kind === 'problem') continue;
      const { model, family } = labelsOf(row.value, usualLabels);
      models.add(model);
      families.add(family);
      if (++rows === rowsLookedAt) break;
    }
    if (rows > 0) break;
  }
  return { model: onlyOf(models), family: onlyOf(families) };
}

function onlyOf(names: ReadonlySet<string | null>): string | null {
  const [first = null] = names;
  return names.size === 1 ? first : null;
}
