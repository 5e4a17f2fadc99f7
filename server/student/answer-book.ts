/** Rows of one file of answers, one after the other → its models and their answers, and a ledger. */

import type { AnswerSkipReason } from '../../protocol/student.ts';
import type { RowOutcome } from '../dataset/row.ts';
import { extractSamples } from '../samples/extract-samples.ts';
import type { FieldMapping } from '../samples/field.ts';
import { labelsOf } from '../train/row-labels.ts';
import { type NamedAnswers, promptKey } from './answer-table.ts';
import type { IdentityAnswer } from './identity.ts';
import { identityProbeOf, type IdentityProbes } from './probes.ts';

/** Rows say whose they are and what they answer at the usual places. */
export const usualLabels = { model: null, family: null, source: null, prompt: null };

export interface BookedModel extends NamedAnswers {
  /** Answers to identity probes, which are in `answers` not. */
  readonly identity: readonly IdentityAnswer[];
}

/** One model's answers by the keys of their prompts. */
interface Pages {
  readonly answers: Map<string, string>;
  readonly identity: Map<string, IdentityAnswer>;
}

/** Hears which row holds the answer to which prompt, by its key. */
export type AnswerListener = (prompt: string, row: number) => void;

export class AnswerBook {
  rows = 0;
  readonly skipped = new Map<AnswerSkipReason, number>();
  readonly prompts = new Map<string, string>();
  readonly #name: { readonly model: string; readonly vendor: string } | null;
  readonly #fileName: string;
  readonly #probes: IdentityProbes;
  readonly #models = new Map<string, Pages & { readonly vendor: string }>();
  /** Answers of rows that name nobody. */
  readonly #unnamed: Pages = { answers: new Map(), identity: new Map() };
  readonly #onAnswer: AnswerListener;

  /** `name`: whose all answers are; null: rows say so, and a file that never does is one model. */
  constructor(
    name: { readonly model: string; readonly vendor: string } | null,
    fileName: string,
    probes: IdentityProbes,
    onAnswer: AnswerListener,
  ) {
    this.#name = name;
    this.#fileName = fileName;
    this.#probes = probes;
    this.#onAnswer = onAnswer;
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

  /** Null: it was added to what is compared. */
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
    const { answers, identity } = this.#pagesOf(labels.model, labels.family);
    const key = promptKey(prompt);
    if (answers.has(key) || identity.has(key)) return 'repeated';
    const probe = identityProbeOf(row.value, { key, id: labels.prompt }, this.#probes);
    if (probe !== null) {
      identity.set(key, { ...probe, row: row.row, text });
      return 'identity';
    }
    answers.set(key, text);
    this.#onAnswer(key, row.row);
    if (asked !== null) this.prompts.set(key, asked);
    return null;
  }

  #pagesOf(model: string | null, family: string | null): Pages {
    const name = this.#name?.model ?? model;
    if (name === null) return this.#unnamed;
    const vendor = this.#name?.vendor ?? family ?? name;
    let known = this.#models.get(name);
    if (known === undefined) {
      known = { vendor, answers: new Map(), identity: new Map() };
      this.#models.set(name, known);
    }
    return known;
  }

  /** Closes the book. */
  models(): BookedModel[] {
    const booked = (name: string, vendor: string, { answers, identity }: Pages): BookedModel => ({
      ...{ name, vendor, answers },
      identity: [...identity.values()],
    });
    const named = [...this.#models].map(([name, pages]) => booked(name, pages.vendor, pages));
    const { answers, identity } = this.#unnamed;
    if (answers.size + identity.size === 0) return named;
    if (named.length === 0) {
      const name = this.#fileName.replace(/\.\w+(?:\.(?:gz|zst))?$/, '');
      return [booked(name, name, this.#unnamed)];
    }
    // Some rows say whose they are: the others are nobody's.
    this.rows -= answers.size;
    this.skip('no-model', answers.size);
    if (identity.size > 0) {
      this.skip('identity', -identity.size);
      this.skip('no-model', identity.size);
    }
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
