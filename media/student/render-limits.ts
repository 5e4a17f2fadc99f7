/** Which rows were compared, what an audit cannot say, and how it came about. */

import type { StudentView } from '../../protocol/student.ts';
import { fileWords, studentLimits } from '../../protocol/student-words.ts';
import { element, quote } from '../element.ts';
import { visible } from '../words.ts';

export function renderFiles({ files, prompts, control }: StudentView): HTMLElement {
  return element(
    'section',
    { 'aria-labelledby': 'files' },
    element('h2', { id: 'files' }, 'What was read'),
    element(
      'p',
      {},
      `${prompts.toLocaleString('en')} prompts were compared; control: `,
      control === null ? 'none' : quote(visible(control)),
      '.',
    ),
    element(
      'ul',
      { class: 'limits' },
      ...files.map((file) =>
        element('li', {}, quote(visible(file.path)), `: ${visible(fileWords(file))}`),
      ),
    ),
  );
}

const method: readonly string[] = [
  'Words and phrases are counted in every answer, without what the prompt and the length explain.',
  'What counts is the likeness to a candidate that likeness to all decoys does not explain.',
  'Every decoy is scored as if it were the student. z is the student’s distance from their middle, in usual deviations.',
  'With a control, both answers to each prompt are placed among the decoys’ answers. Their differences are tested, and a gambler bets on them prompt by prompt.',
  'Holm’s correction is over all candidates.',
];

export function renderLimits({ seed }: StudentView): HTMLElement {
  const list = (items: readonly string[]): HTMLElement =>
    element('ul', { class: 'limits' }, ...items.map((item) => element('li', {}, item)));
  return element(
    'details',
    {},
    element('summary', {}, 'What this cannot say, and how it is computed'),
    element('h3', {}, 'What this cannot say'),
    list(studentLimits),
    element('h3', {}, 'How it is computed'),
    list(method),
    element('p', { class: 'aside' }, `The order of prompts is drawn with seed ${seed}.`),
  );
}
