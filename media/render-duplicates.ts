/** Samples that repeat one another: how many, and for each cluster the way to its rows. */

import type { FromPanel } from '../protocol/panel.ts';
import type { AuditView, DuplicateClusterView } from '../protocol/views.ts';
import { clusterWords, duplicateWords } from '../protocol/words.ts';
import { button, type Child, element } from './element.ts';
import { number } from './words.ts';

/** Of each cluster; the others are counted. */
const rowsShown = 6;

export function renderDuplicates(audit: AuditView, send: (message: FromPanel) => void): Child[] {
  const { duplicates, uri } = audit;
  const words = duplicateWords(duplicates);
  const heading = element('h2', {}, 'Duplicates');
  if (words === null) return [heading, element('p', {}, 'No text occurs twice.')];
  const { clusters } = duplicates;
  const items = clusters.map((cluster) => renderCluster(cluster, uri, send));
  const list = element(
    'details',
    {},
    element(
      'summary',
      { 'data-key': 'clusters' },
      clusters.length === 1 ? 'The cluster' : `The ${clusters.length} largest clusters`,
    ),
    element('ul', { class: 'clusters' }, ...items),
  );
  return [heading, element('p', {}, `${words}.`), clusters.length > 0 ? list : null];
}

function renderCluster(
  cluster: DuplicateClusterView,
  uri: string,
  send: (message: FromPanel) => void,
): HTMLElement {
  const shown = cluster.rows.slice(0, rowsShown).flatMap((row): Child[] => [
    button(number(row), () => send({ kind: 'open-row', uri, row }), {
      class: 'link',
      'aria-label': `Go to row ${number(row)}`,
      'data-key': `copy ${row}`,
    }),
    ' ',
  ]);
  const rest = cluster.rows.length > rowsShown ? '…' : '';
  return element('li', {}, `${clusterWords(cluster)}: rows `, ...shown, rest);
}
