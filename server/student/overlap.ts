/** What a student's answers have word for word in common with a teacher's answers to the same prompts. */

import { Tokens, tokenKind } from '../engine/tokens.ts';
import { emptyHash, extendHash } from '../engine/hash.ts';
import type { AnswerTable } from './answer-table.ts';

/** In words: shorter runs are idioms, which everybody uses. */
const runLength = 8;

export class WordRuns {
  readonly #runs: (Set<number> | null)[][];

  constructor({ models }: AnswerTable) {
    const tokens = new Tokens();
    this.#runs = models.map(({ texts }) =>
      texts.map((text) => (text === null ? null : runsOf(text, tokens))),
    );
  }

  /** Share of the model's runs that the teacher's answer to the same prompt has, too. */
  share(model: number, teacher: number): number {
    let [shared, all] = [0, 0];
    this.#runs[model]!.forEach((own, i) => {
      const other = this.#runs[teacher]![i];
      if (own === null || other === null || other === undefined) return;
      all += own.size;
      for (const run of own) if (other.has(run)) shared++;
    });
    return all === 0 ? 0 : shared / all;
  }
}

function runsOf(text: string, tokens: Tokens): Set<number> {
  tokens.read(text);
  const words: number[] = [];
  for (let i = 0; i < tokens.count; i++) {
    if (tokens.kind[i] === tokenKind.word) words.push(tokens.lowerHash[i]!);
  }
  const runs = new Set<number>();
  for (let end = runLength; end <= words.length; end++) {
    let hash = emptyHash;
    for (let i = end - runLength; i < end; i++) hash = extendHash(hash, words[i]!);
    runs.add(hash);
  }
  return runs;
}
