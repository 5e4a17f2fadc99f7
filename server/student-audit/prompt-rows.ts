/** Prompts that a student and its candidate teachers answered → the rows of their files that have the answers. */

import type { StudentPromptView } from '../../protocol/student-audit.ts';
import type { AnswersOf } from './audit-files.ts';

/** As many as an audit compares; whoever wants to read more has the files. */
const mostPrompts = 1000;
/** In UTF-16 units: enough to recognize a prompt. */
const longestPrompt = 160;

export class PromptRows {
  /** By prompt, in the order of the student's file, which is read first. */
  readonly #prompts = new Map<string, Omit<StudentPromptView, 'prompt'>>();
  readonly #teachers: number;

  constructor(teachers: number) {
    this.#teachers = teachers;
  }

  add(who: AnswersOf, prompt: string, row: number): void {
    if (who === 'student') {
      const teachers = new Array<null>(this.#teachers).fill(null);
      this.#prompts.set(prompt, { student: row, teachers, control: null });
      return;
    }
    const known = this.#prompts.get(prompt);
    if (known === undefined) return;
    if (who === 'control') known.control = row;
    else known.teachers[who] = row;
  }

  view(): { prompts: StudentPromptView[]; promptCount: number } {
    const shared = [...this.#prompts].filter(([, { teachers }]) =>
      teachers.some((row) => row !== null),
    );
    const prompts = shared
      .slice(0, mostPrompts)
      .map(([prompt, rows]) => ({ prompt: shortened(prompt), ...rows }));
    return { prompts, promptCount: shared.length };
  }
}

/** As a list shows it. */
export function shortened(prompt: string): string {
  if (prompt.length <= longestPrompt) return prompt;
  // A pair of surrogates that is cut in two would be no text.
  return `${prompt.slice(0, longestPrompt - 1).toWellFormed()}…`;
}
