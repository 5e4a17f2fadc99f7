/** Requests along the log's time, drawn and said in words. */

import { element, svg } from '../element.ts';

const height = 40;

/** A bar per equal part of the log's time, each on the scale of the busiest. */
export function renderTimeline(bins: readonly number[], what: string): Element {
  const top = Math.max(1, ...bins);
  const bars = bins.map((requests, at) => {
    // What is there is to be seen, however little it is.
    const size = requests === 0 ? 0 : Math.max(1.5, (requests / top) * height);
    const y = (height - size).toFixed(2);
    return svg('rect', { x: at + 0.08, y, width: 0.84, height: size.toFixed(2) });
  });
  const image = svg(
    'svg',
    {
      class: 'timeline',
      role: 'img',
      'aria-label': timelineWords(bins, what),
      viewBox: `0 0 ${bins.length} ${height}`,
      preserveAspectRatio: 'none',
    },
    ...bars,
  );
  return element('div', {}, image, element('p', { class: 'aside' }, scaleWords(bins, top)));
}

function scaleWords(bins: readonly number[], top: number): string {
  return `At most ${top.toLocaleString('en')} in one of ${bins.length} equal parts of the log’s time.`;
}

function timelineWords(bins: readonly number[], what: string): string {
  const sum = bins.reduce((total, requests) => total + requests, 0);
  const parts = [0, 1, 2, 3].map((quarter) => {
    const from = Math.round((quarter * bins.length) / 4);
    const to = Math.round(((quarter + 1) * bins.length) / 4);
    const inside = bins.slice(from, to).reduce((total, requests) => total + requests, 0);
    return `${Math.round((100 * inside) / Math.max(1, sum))} %`;
  });
  return `${what} along the log’s time: ${parts.join(', ')} in its four quarters`;
}

/** Of ISO times: to the minute, in UTC, as the log has them. */
export function timeWords(from: string, to: string): string {
  return `${minute(from)} to ${minute(to)} UTC`;
}

export function minute(time: string): string {
  return time.slice(0, 16).replace('T', ' ');
}
