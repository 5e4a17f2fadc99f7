import { svg } from '../element.ts';

const height = 8;

/** `share`: of the longest bar beside it. A number stands there as well, so a screen reader is spared it. */
export function renderBar(share: number): SVGElement {
  const bar = svg('rect', { width: `${(100 * share).toFixed(1)}%`, height, rx: 1 });
  return svg('svg', { class: 'bar', height, 'aria-hidden': 'true' }, bar);
}
