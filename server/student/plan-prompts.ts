/** What a student is asked: prompts whose answers by teachers and decoys are there to compare with. */

import { count } from '../../protocol/words.ts';
import { UserError } from '../dataset/user-error.ts';
import { inDrawnOrder } from './prompt-order.ts';
import type { AnswersFile } from './read-answers.ts';

/** Of the decoys: what fewer answered has no usual answer. */
const leastShareOfDecoys = 0.5;
/** As many as an audit needs of a teacher. */
const fewest = 20;

export interface PlannedPrompt {
  readonly key: string;
  /** As teachers and decoys were asked it. */
  readonly text: string;
}

/** In the order in which an audit looks at them. */
export function planPrompts(
  teachers: readonly AnswersFile[],
  decoys: readonly AnswersFile[],
  { seed, most }: { readonly seed: number; readonly most: number },
): PlannedPrompt[] {
  const texts = new Map<string, string>();
  for (const { prompts } of teachers) {
    for (const [key, text] of prompts) if (!texts.has(key)) texts.set(key, text);
  }
  const panel = decoys.flatMap(({ models }) => models);
  const usable = [...texts.keys()].filter((key) => {
    const answered = panel.filter(({ answers }) => answers.has(key)).length;
    return answered > 0 && answered >= leastShareOfDecoys * panel.length;
  });
  const planned = inDrawnOrder(usable, seed).slice(0, Math.max(0, most));
  if (planned.length < fewest) {
    throw new UserError(
      `${count(planned.length, 'prompt')} to ask the student, and ${fewest} are the fewest: a teacher and half of ` +
        'the decoys must have answered a prompt, its text must be in the rows, and the calls must suffice',
    );
  }
  return planned.map((key) => ({ key, text: texts.get(key)! }));
}
