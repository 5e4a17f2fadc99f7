/** Datasets of answers → who answered which prompt how. Rows that are of no use are counted by reason. */

import { basename } from 'node:path';
import type { AnswersFileView, AnswerSkipReason } from '../../protocol/student.ts';
import type { Dataset } from '../dataset/dataset.ts';
import { readRows } from '../dataset/jsonl.ts';
import type { RowOutcome } from '../dataset/row.ts';
import { UserError } from '../dataset/user-error.ts';
import { extractSamples } from '../samples/extract-samples.ts';
import { type FieldMapping, parseField, printField } from '../samples/field.ts';
import { detectAnswers } from '../train/read-labelled.ts';
import { labelsOf } from '../train/row-labels.ts';
import type { NamedAnswers } from './answer-table.ts';

export interface AnswersFile {
  readonly path: string;
  readonly role: AnswersFileView['role'];
  readonly field: string | null;
  readonly models: readonly NamedAnswers[];
  readonly rows: number;
  readonly skipped: ReadonlyMap<AnswerSkipReason, number>;
}

export interface AnswersOptions {
  readonly role: AnswersFileView['role'];
  /** Whose answers these are; null: rows say so in "model" and "family", and a file that never does is one model. */
  readonly name: { readonly model: string; readonly vendor: string } | null;
  /** Path of the answer in a row; null: detect it. */
  readonly field: string | null;
}

const usualLabels = { model: null, family: null, source: null, prompt: null };

export async function readAnswers(
  dataset: Dataset,
  { role, name, field }: AnswersOptions,
  signal: AbortSignal,
): Promise<AnswersFile> {
  const book = new AnswerBook(name, basename(dataset.name));
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
  const { rows, skipped } = book;
  return {
    path: dataset.name,
    role,
    field: mapping && printField(mapping),
    models,
    rows,
    skipped,
  };
}

/** Prompts that differ in white space alone are one. */
function promptKey(prompt: string): string {
  return prompt.trim().replace(/\s+/g, ' ').toWellFormed();
}

class AnswerBook {
  rows = 0;
  readonly skipped = new Map<AnswerSkipReason, number>();
  readonly #name: AnswersOptions['name'];
  readonly #fileName: string;
  readonly #models = new Map<string, { vendor: string; answers: Map<string, string> }>();
  /** Answers of rows that name nobody. */
  readonly #unnamed = new Map<string, string>();

  constructor(name: AnswersOptions['name'], fileName: string) {
    this.#name = name;
    this.#fileName = fileName;
  }

  skip(reason: AnswerSkipReason, rows = 1): void {
    this.rows += rows;
    this.skipped.set(reason, (this.skipped.get(reason) ?? 0) + rows);
  }

  add(row: RowOutcome, mapping: FieldMapping | null): void {
    const problem = this.#tryAdd(row, mapping);
    if (problem === null) this.rows++;
    else this.skip(problem);
  }

  /** Null: it was added. */
  #tryAdd(row: RowOutcome, mapping: FieldMapping | null): AnswerSkipReason | null {
    if (row.kind === 'problem') return row.reason;
    if (mapping === null) return 'no-text';
    const found = extractSamples(row.value, mapping);
    if (found.kind === 'problem') return found.reason;
    const labels = labelsOf(row.value, usualLabels);
    // Later turns answer what came before them as well.
    const { text, prompt: asked } = found.samples[0]!;
    const prompt = asked ?? labels.prompt;
    if (prompt === null || prompt.trim() === '') return 'no-prompt';
    const answers = this.#answersOf(labels.model, labels.family);
    const key = promptKey(prompt);
    if (answers.has(key)) return 'repeated';
    answers.set(key, text);
    return null;
  }

  #answersOf(model: string | null, family: string | null): Map<string, string> {
    const name = this.#name?.model ?? model;
    if (name === null) return this.#unnamed;
    const vendor = this.#name?.vendor ?? family ?? name;
    let known = this.#models.get(name);
    if (known === undefined) this.#models.set(name, (known = { vendor, answers: new Map() }));
    return known.answers;
  }

  models(): NamedAnswers[] {
    const named = [...this.#models].map(([name, rest]) => ({ name, ...rest }));
    if (this.#unnamed.size === 0) return named;
    if (named.length === 0) {
      const name = this.#fileName.replace(/\.\w+(?:\.(?:gz|zst))?$/, '');
      return [{ name, vendor: name, answers: this.#unnamed }];
    }
    // Some rows say whose they are: the others are nobody's.
    this.skip('no-model', this.#unnamed.size);
    this.rows -= this.#unnamed.size;
    return named;
  }

  whyNothing(): string {
    if (this.rows === 0) return 'the file has no rows';
    const [most] = [...this.skipped].sort((a, b) => b[1] - a[1]);
    return most?.[0] === 'no-prompt'
      ? 'no row says what it answers; a row needs a prompt beside its answer'
      : 'no row holds an answer; a row needs a prompt and an answer';
  }
}
