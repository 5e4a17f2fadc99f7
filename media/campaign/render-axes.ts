/** The axes that fired, each with its numbers and with what else looks like it. */

import type { AxisView } from '../../protocol/campaign.ts';
import { smallNumber } from '../../protocol/words.ts';
import { element, quote } from '../element.ts';
import { visible } from '../words.ts';
import { renderBar } from './render-bar.ts';

export function renderAxes(axes: readonly AxisView[]): HTMLElement {
  return element('ul', { class: 'axes' }, ...axes.map(renderAxis));
}

function renderAxis({ axis, words, p, benign, spans, ...numbers }: AxisView): HTMLElement {
  return element(
    'li',
    {},
    element(
      'div',
      { class: 'seen' },
      element('h4', {}, axis, ' ', element('span', { class: 'p' }, `p ${smallNumber(p)}`)),
      element('p', {}, `${capitalized(words)}.`),
      spans.length === 0
        ? null
        : element(
            'p',
            { class: 'spans' },
            'Such as ',
            ...spans.flatMap((span) => [element('q', {}, quote(visible(span))), ' ']),
          ),
      renderEffect(numbers),
    ),
    element(
      'div',
      { class: 'benign' },
      element('h5', {}, 'What else looks like it'),
      element('p', {}, `${capitalized(benign)}.`),
    ),
  );
}

/** Both on one scale; the numbers beside the bars say the same. */
function renderEffect({
  statistic,
  observed,
  expected,
}: Pick<AxisView, 'statistic' | 'observed' | 'expected'>): HTMLElement {
  const top = Math.max(observed, expected, Number.MIN_VALUE);
  const bar = (name: string, value: number): HTMLElement =>
    element(
      'div',
      { class: name },
      element('dt', {}, name),
      element(
        'dd',
        {},
        renderBar(value / top),
        element('span', { class: 'number' }, effectNumber(value)),
      ),
    );
  return element(
    'div',
    { class: 'effect' },
    element('p', { class: 'aside' }, `${capitalized(statistic)}:`),
    element('dl', {}, bar('observed', observed), bar('expected', expected)),
  );
}

function effectNumber(value: number): string {
  if (Number.isInteger(value)) return value.toLocaleString('en');
  return value.toLocaleString('en', { maximumSignificantDigits: 3 });
}

function capitalized(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1);
}
