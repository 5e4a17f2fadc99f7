/** One answer of a dataset by its row, and whose answers a dataset says it holds. */

import type { AnswersView, AnswerView } from '../../protocol/student-audit.ts';
import type { Dataset } from '../dataset/dataset.ts';
import { readRows } from '../dataset/jsonl.ts';
import { UserError } from '../dataset/user-error.ts';
import { extractSamples } from '../samples/extract-samples.ts';
import { parseField } from '../samples/field.ts';
import { findRow } from '../scan/find-row.ts';
import { labelsOf } from '../train/row-labels.ts';

/** In UTF-16 units: more than that nobody reads, and an editor compares it slowly. */
const longestAnswer = 200_000;

/** The first answer of a row, as an audit reads it. Throws a `UserError` if there is none. */
export async function readAnswer(
  dataset: Dataset,
  { row, field }: { readonly row: number; readonly field: string },
  signal: AbortSignal,
): Promise<AnswerView> {
  const [read] = readRows(await findRow(dataset, row, signal));
  const place = `${dataset.name}:${row}`;
  if (read === undefined) throw new UserError(`${place}: there is no such row any more`);
  if (read.kind === 'problem') throw new UserError(`${place}: ${read.message}`);
  const found = extractSamples(read.value, parseField(field));
  if (found.kind === 'problem') throw new UserError(`${place}: ${found.message}`);
  const { text } = found.samples[0]!;
  const isCut = text.length > longestAnswer;
  return { text: isCut ? text.slice(0, longestAnswer).toWellFormed() : text, isCut };
}

const nobody = { model: null, family: null, source: null, prompt: null };
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
      const { model, family } = labelsOf(row.value, nobody);
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
