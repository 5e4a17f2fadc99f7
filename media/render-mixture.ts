/** Who wrote the file, and where: a bar with its interval and a strip along the file per family. */

import type { FromPanel } from '../protocol/panel.ts';
import type { AuditView, PartsView } from '../protocol/views.ts';
import { claimWords, disagreementWords, driftWords, partWords } from '../protocol/words.ts';
import { button, type Child, element, svg } from './element.ts';
import {
  binWords,
  flagCounts,
  matchWords,
  type ShareRow,
  type ShareRows,
  shareRows,
} from './view-model.ts';
import { familyWord, flagWords, number, percent, visible } from './words.ts';

const barHeight = 12;

export function renderMixture(audit: AuditView): Child[] {
  if (audit.coverage.analysed === 0) {
    return [element('p', { class: 'notice' }, 'Nothing could be analyzed, so nothing is known.')];
  }
  const shares = shareRows(audit);
  const { drawn, smaller, peak } = shares;
  return [
    element('h2', {}, 'Who wrote this file'),
    element(
      'p',
      { class: 'aside' },
      `Shares, with 95 % intervals for kinds of text never seen before (p: of nothing being unexplained). ` +
        `Gray: where along the file, up to ${percent(peak)}.`,
    ),
    element('ul', { class: 'shares' }, ...drawn.map((row) => renderShare(row, shares))),
    smaller.length > 0 ? element('p', { class: 'aside' }, `Smaller: ${smaller.join(', ')}.`) : null,
    element(
      'p',
      {},
      element('strong', {}, matchWords(audit)),
      ' The shares count every sample, match or not.',
    ),
    ...renderDisagreement(audit),
    ...audit.parts.map(renderParts),
    renderLeaks(audit),
  ];
}

function renderDisagreement(audit: AuditView): HTMLElement[] {
  const words = disagreementWords(audit, familyWord);
  return words === null ? [] : [element('p', { class: 'notice' }, words)];
}

function renderParts({ column, parts, others }: PartsView): HTMLElement {
  const rows = parts.map((part) =>
    element(
      'tr',
      {},
      element('th', { scope: 'row' }, visible(part.value)),
      element('td', {}, number(part.samples)),
      element('td', {}, partWords(part, familyWord)),
    ),
  );
  const name = visible(column);
  const heads = [name, 'samples', 'shares'].map((head) => element('th', { scope: 'col' }, head));
  return element(
    'details',
    { class: 'parts' },
    element('summary', {}, `By ${name} (${number(parts.length + others)})`),
    element('table', {}, element('tr', {}, ...heads), ...rows),
    others > 0 ? element('p', { class: 'aside' }, `… and ${number(others)} smaller ones.`) : null,
  );
}

/** Where the author changes, with the way there. */
function renderDrift(audit: AuditView, send: (message: FromPanel) => void): HTMLElement[] {
  return audit.drift.map((drift) =>
    element(
      'p',
      { class: 'notice' },
      `${driftWords(drift, familyWord)}. `,
      button(`Go to row ${number(drift.row)}`, () => {
        send({ kind: 'open-row', uri: audit.uri, row: drift.row });
      }),
    ),
  );
}

function renderLeaks(audit: AuditView): HTMLElement {
  const counts = flagCounts(audit);
  if (counts.length === 0) return element('p', {}, 'No leaks found.');
  const chips = counts.map(({ flag, times }) =>
    element('li', { class: 'flag' }, `${number(times)} ${flagWords[flag]}`),
  );
  const claims = claimWords(audit.claims, visible);
  return element(
    'div',
    { class: 'flags' },
    'Leaks:',
    element('ul', { 'aria-label': 'Leaks' }, ...chips),
    claims === null ? null : element('p', {}, `Texts say that they are by: ${claims}.`),
  );
}

function renderShare(row: ShareRow, { widest, peak }: ShareRows): HTMLElement {
  return element(
    'li',
    { class: row.kind },
    element('span', { class: 'name' }, row.label),
    renderBar(row, widest),
    element('span', { class: 'share' }, row.text),
    row.strip.length > 1 && peak > 0 ? renderStrip(row.strip, peak) : element('span', {}),
  );
}

/** The text beside it says the same, so a screen reader is spared the picture. */
function renderBar({ kind, share, low, high }: ShareRow, widest: number): SVGElement {
  const x = (value: number): string => `${((100 * value) / Math.max(widest, 0.01)).toFixed(2)}%`;
  const middle = barHeight / 2;
  const bar = svg('rect', { class: 'bar', width: x(share), height: barHeight, rx: 1 });
  const shapes: SVGElement[] = [bar];
  if (kind === 'family') {
    shapes.push(
      svg('line', { class: 'interval', x1: x(low), x2: x(high), y1: middle, y2: middle }),
      ...[low, high].map((end) =>
        svg('line', { class: 'interval', x1: x(end), x2: x(end), y1: 3, y2: barHeight - 3 }),
      ),
    );
  }
  return svg('svg', { class: 'bars', height: barHeight, 'aria-hidden': 'true' }, ...shapes);
}

function renderStrip(values: readonly number[], peak: number): SVGElement {
  const steps = values.map((value, bin) => `V${(1 - value / peak).toFixed(3)}H${bin + 1}`);
  const box = { viewBox: `0 0 ${values.length} 1`, preserveAspectRatio: 'none' };
  const area = svg('path', { d: `M0 1${steps.join('')}V1Z` });
  return svg('svg', { class: 'strip', height: barHeight, 'aria-hidden': 'true', ...box }, area);
}

/** Walks along the file: says what is where, and opens it there. */
export function renderPosition(audit: AuditView, send: (message: FromPanel) => void): Child[] {
  const { firstRows } = audit.strip;
  const isAnalyzed = audit.coverage.analysed > 0 && firstRows.length > 1;
  // A running audit would move the bins under the user's hand.
  if (!isAnalyzed || audit.state === 'partial') return [];
  const output = element('output', { class: 'aside' });
  const go = button('Go to row', () => {
    send({ kind: 'open-row', uri: audit.uri, row: firstRows[slider.valueAsNumber] ?? 1 });
  });
  go.setAttribute('data-key', 'go');
  const slider = element('input', {
    type: 'range',
    min: 0,
    max: firstRows.length - 1,
    value: 0,
    'aria-label': 'Position in the file',
    'data-key': 'position',
  });
  const show = (): void => {
    const words = binWords(audit, slider.valueAsNumber);
    slider.setAttribute('aria-valuetext', words);
    output.textContent = words;
  };
  slider.addEventListener('input', show);
  slider.addEventListener('keydown', (event) => {
    if (event.key === 'Enter') go.click();
  });
  show();
  return [
    element('h2', {}, 'Where'),
    ...renderDrift(audit, send),
    element('div', { class: 'position' }, slider, go),
    output,
  ];
}
