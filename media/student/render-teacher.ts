/** One candidate: its figures, the evidence beyond a control along the prompts, and channels that do not decide. */

import type { ControlView, StudentTeacherView } from '../../protocol/student.ts';
import {
  candidateWords,
  channelWords,
  controlWords,
  figureWords,
  overlapWords,
} from '../../protocol/student-words.ts';
import { type Child, element, quote } from '../element.ts';
import { visible } from '../words.ts';
import { renderCapital } from './render-capital.ts';

export function renderTeacher(teacher: StudentTeacherView, index: number): HTMLElement {
  const id = `candidate-${index + 1}`;
  return element(
    'article',
    { 'aria-labelledby': id },
    element('h2', { id }, quote(visible(teacher.teacher))),
    element('p', {}, sentence(candidateWords(teacher))),
    element('p', { class: 'aside' }, `${figureWords(teacher)}.`),
    ...renderControl(teacher.control, controlWords(teacher)),
    element('h3', {}, 'Channels'),
    element(
      'p',
      { class: 'aside' },
      'Words and phrases decide. The others are looked at separately, and do not.',
    ),
    renderChannels(teacher),
    element('h3', {}, 'Text and refusals in common'),
    element('p', {}, sentence(overlapWords(teacher))),
  );
}

function renderControl(control: ControlView | null, words: string): Child[] {
  return [
    element('h3', {}, 'Beyond the control'),
    ...(control === null
      ? [
          element(
            'p',
            {},
            'There is no control, so likeness that comes from the student’s base cannot be told from what it learned.',
          ),
        ]
      : [element('p', {}, sentence(words)), renderCapital(control)]),
  ];
}

function renderChannels({ channels }: StudentTeacherView): HTMLElement {
  return element(
    'table',
    { class: 'numbers' },
    element(
      'thead',
      {},
      element(
        'tr',
        {},
        ...['Channel', 'z', 'Rank p'].map((name) => element('th', { scope: 'col' }, name)),
      ),
    ),
    element(
      'tbody',
      {},
      ...channels.map(({ channel, z, rank }) =>
        element(
          'tr',
          {},
          element('th', { scope: 'row' }, channelWords[channel]),
          element('td', {}, z.toFixed(1)),
          element('td', {}, rank.toFixed(3)),
        ),
      ),
    ),
  );
}

function sentence(words: string): string {
  return `${words.charAt(0).toUpperCase()}${words.slice(1)}.`;
}
