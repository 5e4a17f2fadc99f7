/** What several datasets have in common, for a terminal: of each two, the one that shares more of itself. */

import type { SharedSideView, SharedTextsView } from '../../protocol/views.ts';
import { count } from '../../protocol/words.ts';
import { escapeTerminal } from './escape-terminal.ts';

const pairsShown = 12;

/** Null: there was one dataset. */
export function renderShared(shared: SharedTextsView | null): string {
  if (shared === null) return '';
  const { pairs, pairCount, isEstimate } = shared;
  if (pairCount === 0) return '\nThese files have no texts in common.\n';
  const shown = pairs.slice(0, pairsShown);
  const rest = pairCount - shown.length;
  const lines = [
    isEstimate ? 'Texts in common (estimates: too many to remember)' : 'Texts in common',
    ...shown.map(({ sides }) => `  ${pairLine(sides)}`),
    ...(rest > 0 ? [`  … and ${count(rest, 'more pair')} of files`] : []),
  ];
  return `\n${lines.join('\n')}\n`;
}

function pairLine(sides: readonly [SharedSideView, SharedSideView]): string {
  const [a, b] = sides;
  const [one, other] = shareOf(a) > shareOf(b) ? [a, b] : [b, a];
  const shared = one.exact + one.near;
  return (
    `${escapeTerminal(one.path)} shares ${shared.toLocaleString('en')} of ` +
    `${count(one.samples, 'sample')} with ${escapeTerminal(other.path)} ` +
    `(${one.exact.toLocaleString('en')} exactly, ${one.near.toLocaleString('en')} nearly)`
  );
}

function shareOf({ exact, near, samples }: SharedSideView): number {
  return samples === 0 ? 0 : (exact + near) / samples;
}
