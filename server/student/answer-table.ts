/** Answers of several models to the same prompts: rows are models, columns are prompts. */

export interface ModelAnswers {
  readonly name: string;
  /** Whose line of models it is; models of one vendor are no evidence against each other. */
  readonly vendor: string;
  /** One per prompt; null where there is none. */
  readonly texts: readonly (string | null)[];
}

export interface AnswerTable {
  readonly models: readonly ModelAnswers[];
  readonly promptCount: number;
  /** Per model, 1: it is one of the decoys, which say what is common among models. */
  readonly isDecoy: Uint8Array;
}

/** One model's answers by the keys of their prompts. */
export interface NamedAnswers {
  readonly name: string;
  readonly vendor: string;
  readonly answers: ReadonlyMap<string, string>;
}

/** Prompts that differ in white space alone are one. */
export function promptKey(prompt: string): string {
  return prompt.trim().replace(/\s+/g, ' ').toWellFormed();
}

/** `prompts`: keys, in the order of the columns. */
export function tabulate(
  prompts: readonly string[],
  others: readonly NamedAnswers[],
  decoys: readonly NamedAnswers[],
): AnswerTable {
  const rowOf = ({ name, vendor, answers }: NamedAnswers): ModelAnswers => ({
    name,
    vendor,
    texts: prompts.map((prompt) => answers.get(prompt) ?? null),
  });
  const models = [...others, ...decoys].map(rowOf);
  const isDecoy = Uint8Array.from(models, (_, index) => (index < others.length ? 0 : 1));
  return { models, promptCount: prompts.length, isDecoy };
}
