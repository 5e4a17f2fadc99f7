/** The families that come first, side by side: which kinds of evidence speak for which of them. */

import type { NearFamilyView } from '../protocol/views.ts';
import { expertWord, signedBits } from '../protocol/words.ts';
import { element } from './element.ts';
import { familyWord, probability } from './words.ts';

/** Families are columns: there are few of them, and panels are narrow. */
export function renderNearest(nearest: readonly NearFamilyView[]): HTMLElement {
  const experts = nearest[0]?.experts ?? [];
  return element(
    'table',
    { class: 'nearest' },
    element(
      'caption',
      {},
      'Nearest families by kind of evidence, in bits above (+) or below (−) the mean of all families',
    ),
    element(
      'thead',
      {},
      element(
        'tr',
        {},
        element('th', { scope: 'col' }, element('span', { class: 'unseen' }, 'Kind of evidence')),
        ...nearest.map(({ family }) =>
          element('th', { scope: 'col' }, element('div', {}, familyWord(family))),
        ),
      ),
    ),
    element(
      'tbody',
      {},
      ...experts.map(({ expert }, e) =>
        renderBits(
          expertWord(expert),
          nearest.map(({ experts }) => experts[e]?.bits ?? 0),
        ),
      ),
    ),
    element(
      'tfoot',
      {},
      renderBits(
        'all together',
        nearest.map(({ bits }) => bits),
      ),
      renderRow(
        'probability',
        nearest.map((near) => probability(near.probability)),
      ),
    ),
  );
}

/** The family that comes off best stands out, so that one sees at a glance where kinds disagree. */
function renderBits(name: string, bits: readonly number[]): HTMLElement {
  const most = Math.max(...bits);
  return renderRow(
    name,
    bits.map((value) =>
      value === most ? element('strong', {}, signedBits(value, 2)) : signedBits(value, 2),
    ),
  );
}

function renderRow(name: string, cells: readonly (Node | string)[]): HTMLElement {
  return element(
    'tr',
    {},
    element('th', { scope: 'row' }, name),
    ...cells.map((cell) => element('td', {}, cell)),
  );
}
