/** Which prompts a model declines to answer, and whether a student declines those that a teacher declines. */

import type { RefusalView } from '../../protocol/student.ts';
import { findLeaks } from '../engine/leakage.ts';
import type { AnswerTable } from './answer-table.ts';

export class Refusals {
  /** Per model and prompt: 1 refused, 0 answered, -1 not asked. */
  readonly #refused: Int8Array[];

  constructor({ models }: AnswerTable) {
    this.#refused = models.map(({ texts }) =>
      Int8Array.from(texts, (text) => {
        if (text === null) return -1;
        return findLeaks(text).some(({ flag }) => flag === 'refusal') ? 1 : 0;
      }),
    );
  }

  shared(teacher: number, panel: readonly number[]): RefusalView {
    const own = this.#together(0, teacher);
    const excess = own.both - own.expected;
    const above = panel.filter((row) => {
      const { both, expected } = this.#together(row, teacher);
      return both - expected >= excess;
    }).length;
    const { student, teacher: theirs, both, expected } = own;
    return {
      student,
      teacher: theirs,
      both,
      expected,
      rank: (1 + above) / (1 + panel.length),
    };
  }

  #together(model: number, teacher: number): Omit<RefusalView, 'rank'> {
    let [asked, own, theirs, both] = [0, 0, 0, 0];
    this.#refused[model]!.forEach((refused, i) => {
      const other = this.#refused[teacher]![i]!;
      if (refused < 0 || other < 0) return;
      asked++;
      own += refused;
      theirs += other;
      both += refused * other;
    });
    return { student: own, teacher: theirs, both, expected: (own * theirs) / Math.max(1, asked) };
  }
}
