/** Shares and positions as pictures inside the page, each with the same said in words. */

import type { ShareView, StripView } from '../../protocol/views.ts';
import { markup, type Markup } from './escape-html.ts';
import { percent, shareWords } from '../../protocol/words.ts';

/** A bar on the scale from nothing to the whole file, with a whisker over the interval. */
export function shareBar(share: ShareView): Markup {
  const [width, low, high] = [share.share, share.low, share.high].map(position) as [
    string,
    string,
    string,
  ];
  return markup`<svg class="bar" role="img" aria-label="${`${share.family}: ${shareWords(share)}`}">
    <rect class="track" width="100%" height="18" rx="3" />
    <rect class="value" width="${width}" height="18" rx="3" />
    <line class="whisker" x1="${low}" x2="${high}" y1="9" y2="9" />
    <line class="whisker" x1="${low}" x2="${low}" y1="5" y2="13" />
    <line class="whisker" x1="${high}" x2="${high}" y1="5" y2="13" />
  </svg>`;
}

/** As large as a bar, and hatched: nobody is named by it. `id`: of the hatching, once in a page. */
export function unexplainedBar(share: number, id: string): Markup {
  const width = position(share);
  return markup`<svg class="bar" role="img" aria-label="${`unexplained: ${percent(share)}`}">
    <defs>
      <pattern
        id="${id}"
        width="7"
        height="7"
        patternUnits="userSpaceOnUse"
        patternTransform="rotate(45)"
      >
        <line class="hatch" x1="0" x2="0" y1="0" y2="7" />
      </pattern>
    </defs>
    <rect class="track" width="100%" height="18" rx="3" />
    <rect class="rest-frame" fill="none" width="${width}" height="18" rx="3" />
    <rect fill="url(#${id})" width="${width}" height="18" rx="3" />
  </svg>`;
}

function position(share: number): string {
  return `${Math.round(share * 1000) / 10}%`;
}

/** The top of all strips of a file, so that they compare: a quarter, a half or all. */
export function stripTop(strip: StripView, families: readonly string[]): number {
  const largest = Math.max(0, ...families.flatMap((family) => strip.families[family] ?? []));
  return [0.25, 0.5].find((top) => largest <= top) ?? 1;
}

/** Mean probability of a family along the file. */
export function positionStrip(strip: StripView, family: string, top: number): Markup | null {
  const values = strip.families[family] ?? [];
  return values.length < 2 ? null : areaStrip(values, top, describeStrip(strip, family));
}

/** A step per value, from 0 to `top` or more. */
export function areaStrip(values: readonly number[], top: number, label: string): Markup {
  const height = 22;
  const steps = values.map((value, bin) => {
    const y = Math.round((1 - Math.min(value, top) / top) * height * 10) / 10;
    return `L${bin} ${y}L${bin + 1} ${y}`;
  });
  const path = `M0 ${height}${steps.join('')}L${values.length} ${height}Z`;
  return markup`<svg
    class="strip"
    role="img"
    aria-label="${label}"
    viewBox="0 0 ${values.length} ${height}"
    preserveAspectRatio="none"
  >
    <rect class="track" width="${values.length}" height="${height}" />
    <path class="area" d="${path}" />
  </svg>`;
}

function describeStrip({ firstRows, families }: StripView, family: string): string {
  const values = families[family] ?? [];
  const highest = values.indexOf(Math.max(...values));
  const lowest = values.indexOf(Math.min(...values));
  return (
    `${family} along the file: mean probability from ${percent(values[lowest]!)} near row ` +
    `${firstRows[lowest]} to ${percent(values[highest]!)} near row ${firstRows[highest]}`
  );
}
