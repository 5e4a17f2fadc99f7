/** Every candidate among the decoys: how far the student's likeness to it stands out, drawn and in numbers. */

import type { StudentTeacherView } from '../../protocol/student.ts';
import { smallNumber } from '../../protocol/words.ts';
import { element, quote, svg } from '../element.ts';
import { visible } from '../words.ts';

interface Scale {
  readonly low: number;
  readonly high: number;
}

export function renderCandidates(teachers: readonly StudentTeacherView[]): HTMLElement {
  const scale = scaleOf(teachers);
  return element(
    'section',
    { 'aria-labelledby': 'candidates' },
    element('h2', { id: 'candidates' }, 'Candidates among the decoys'),
    element(
      'p',
      {},
      'z is how far the student’s likeness to a candidate stands out from that of models that nobody ' +
        'suspects. Each circle is one of these decoys, the bar is the student, and the dashed line is what a verdict needs.',
    ),
    ...teachers.map((teacher) => renderStrip(teacher, scale)),
    renderAxis(scale),
    renderTable(teachers),
  );
}

function scaleOf(teachers: readonly StudentTeacherView[]): Scale {
  const all = teachers.flatMap(({ z, threshold, decoyZ }) => [z, threshold, ...decoyZ]);
  return {
    low: Math.floor(Math.min(-1, ...all)) - 0.5,
    high: Math.ceil(Math.max(1, ...all)) + 0.5,
  };
}

function placeOn({ low, high }: Scale): (value: number) => string {
  return (value) => `${((100 * (value - low)) / (high - low)).toFixed(2)}%`;
}

const height = 30;
const middle = height / 2;

function renderStrip(
  { teacher, z, threshold, decoyZ }: StudentTeacherView,
  scale: Scale,
): HTMLElement {
  const at = placeOn(scale);
  const decoys = decoyZ.map((value, index) =>
    // Above and below, so that equal ones can be told apart.
    svg('circle', { cx: at(value), cy: middle + (((index * 5) % 11) - 5), r: 3 }),
  );
  const label =
    `z of the student ${z.toFixed(1)}; ${decoyZ.length} decoys from ${(decoyZ[0] ?? 0).toFixed(1)} to ` +
    `${(decoyZ.at(-1) ?? 0).toFixed(1)}; a verdict needs ${threshold.toFixed(1)}`;
  return element(
    'figure',
    { class: 'strip' },
    element('figcaption', {}, quote(visible(teacher))),
    svg(
      'svg',
      { role: 'img', 'aria-label': label, height },
      svg('line', { class: 'track', x1: 0, x2: '100%', y1: middle, y2: middle }),
      ...decoys,
      svg('line', { class: 'needed', x1: at(threshold), x2: at(threshold), y1: 0, y2: height }),
      svg('line', { class: 'student', x1: at(z), x2: at(z), y1: 4, y2: height - 4 }),
    ),
  );
}

/** The table has the numbers for those who do not see this. */
function renderAxis(scale: Scale): HTMLElement {
  const at = placeOn(scale);
  const step = scale.high - scale.low > 16 ? 5 : 2;
  const first = Math.ceil(scale.low / step) * step;
  const ticks = Array.from({ length: Math.floor((scale.high - first) / step) + 1 }, (_, i) =>
    svg('text', { x: at(first + i * step), y: 12 }, document.createTextNode(`${first + i * step}`)),
  );
  return element(
    'div',
    { class: 'axis', 'aria-hidden': 'true' },
    element('span', {}, 'z'),
    svg('svg', { height: 16 }, ...ticks),
  );
}

const columns = ['Candidate', 'z', 'p (Holm)', 'Rank p', 'Decoys'];

function renderTable(teachers: readonly StudentTeacherView[]): HTMLElement {
  const rows = teachers.map(({ teacher, z, holm, rank, decoys }) =>
    element(
      'tr',
      {},
      element('th', { scope: 'row' }, quote(visible(teacher))),
      ...[z.toFixed(1), smallNumber(holm), rank.toFixed(3), String(decoys)].map((value) =>
        element('td', {}, value),
      ),
    ),
  );
  return element(
    'table',
    { class: 'numbers' },
    element('caption', { class: 'unseen' }, 'Candidates, the strongest first'),
    element(
      'thead',
      {},
      element('tr', {}, ...columns.map((name) => element('th', { scope: 'col' }, name))),
    ),
    element('tbody', {}, ...rows),
  );
}
