/** Datasets of answers → who answered which prompt how. Rows that are of no use are counted by reason. */

import { basename } from 'node:path';
import type { AnswersFileView, AnswerSkipReason } from '../../protocol/student.ts';
import type { Dataset } from '../dataset/dataset.ts';
import { readRows } from '../dataset/jsonl.ts';
import { UserError } from '../dataset/user-error.ts';
import { parseField, printField } from '../samples/field.ts';
import { detectAnswers } from '../train/read-labelled.ts';
import { AnswerBook, type AnswerListener, usualLabels } from './answer-book.ts';
import type { NamedAnswers } from './answer-table.ts';
import type { IdentityAnswers } from './identity.ts';
import type { IdentityProbes } from './probes.ts';

export interface AnswersFile {
  readonly path: string;
  readonly role: AnswersFileView['role'];
  readonly field: string | null;
  readonly models: readonly NamedAnswers[];
  /** Of the models that answered identity probes; these are among the skipped rows. */
  readonly identity: readonly IdentityAnswers[];
  /** As they were asked, by their keys; none of rows that hold only an id. */
  readonly prompts: ReadonlyMap<string, string>;
  readonly rows: number;
  readonly skipped: ReadonlyMap<AnswerSkipReason, number>;
}

export interface AnswersOptions {
  readonly role: AnswersFileView['role'];
  /** Whose answers these are; null: rows say so in "model" and "family", and a file that never does is one model. */
  readonly name: { readonly model: string; readonly vendor: string } | null;
  /** Path of the answer in a row; null: detect it. */
  readonly field: string | null;
  readonly probes: IdentityProbes;
  readonly onAnswer?: AnswerListener;
}

export async function readAnswers(
  dataset: Dataset,
  { role, name, field, probes, onAnswer = () => undefined }: AnswersOptions,
  signal: AbortSignal,
): Promise<AnswersFile> {
  const book = new AnswerBook(name, basename(dataset.name), probes, onAnswer);
  let mapping = field === null ? null : parseField(field);
  for await (const batch of dataset.batches()) {
    signal.throwIfAborted();
    if (batch.kind === 'unread') {
      book.skip(batch.reason, batch.rows);
      continue;
    }
    mapping ??= detectAnswers(batch, usualLabels);
    for (const row of readRows(batch)) book.add(row, mapping);
  }
  if (!(await dataset.isUnchanged())) {
    throw new UserError(`${dataset.name}: the file changed while it was read; start again`);
  }
  const models = book.models();
  if (models.length === 0) throw new UserError(`${dataset.name}: ${book.whyNothing()}`);
  const { prompts, rows, skipped } = book;
  return {
    path: dataset.name,
    role,
    field: mapping && printField(mapping),
    models,
    identity: models.flatMap(({ name, vendor, identity }) =>
      identity.length === 0 ? [] : [{ name, vendor, answers: identity }],
    ),
    prompts,
    rows,
    skipped,
  };
}
