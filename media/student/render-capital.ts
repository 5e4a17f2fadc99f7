/** The capital of a gambler who bets on the student against its control, along the prompts: drawn and in words. */

import type { ControlView } from '../../protocol/student.ts';
import { eValueWords } from '../../protocol/student-words.ts';
import { count } from '../../protocol/words.ts';
import { element, svg } from '../element.ts';

/** Capital at which chance is ruled out at 5 %, whenever one looks: 1/α. */
const goal = 20;
const height = 80;
/** In units of the drawing, which is stretched to the page. */
const width = 1000;

export function renderCapital({
  log2Capital,
  prompts,
  stoppedAfter,
  eValue,
}: ControlView): HTMLElement | null {
  if (log2Capital.length < 2) return null;
  const needed = Math.log2(goal);
  const low = Math.min(-1, ...log2Capital) - 0.5;
  const high = Math.max(needed, ...log2Capital) + 0.5;
  const y = (value: number): string => ((1 - (value - low) / (high - low)) * height).toFixed(1);
  const points = log2Capital
    .map((value, at) => `${((at * width) / (log2Capital.length - 1)).toFixed(1)},${y(value)}`)
    .join(' ');
  const level = (name: string, value: number): SVGElement =>
    svg('line', { class: name, x1: 0, x2: width, y1: y(value), y2: y(value) });
  const x = stoppedAfter === null ? null : ((stoppedAfter * width) / prompts).toFixed(1);
  const stop =
    stoppedAfter === null
      ? 'It never gets there, so the audit would not have stopped early.'
      : `The upright line is where it first gets there, after ${count(stoppedAfter, 'prompt')}.`;
  return element(
    'figure',
    {},
    element(
      'figcaption',
      { class: 'aside' },
      `Evidence that the student is more like this candidate than its control is, along ${count(prompts, 'prompt')}: ` +
        `the capital of a gambler who starts with 1, doubling by doubling. The dashed line is a capital of ${goal}. ${stop}`,
    ),
    svg(
      'svg',
      {
        class: 'capital',
        role: 'img',
        'aria-label': `Capital: ${quartersOf(log2Capital)}; at the end ${eValueWords(eValue)}. ${stop}`,
        viewBox: `0 0 ${width} ${height}`,
        preserveAspectRatio: 'none',
      },
      level('track', 0),
      level('needed', needed),
      ...(x === null ? [] : [svg('line', { class: 'stop', x1: x, x2: x, y1: 0, y2: height })]),
      svg('polyline', { points }),
    ),
  );
}

function quartersOf(log2Capital: readonly number[]): string {
  return [1, 2, 3]
    .map((quarter) => {
      const value = log2Capital[Math.round((quarter * (log2Capital.length - 1)) / 4)]!;
      return `${eValueWords(2 ** value)} after ${quarter * 25} % of the prompts`;
    })
    .join(', ');
}
