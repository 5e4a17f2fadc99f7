/** One line of the list, as cells; and the line that names them. */

import type { RowView } from '../../protocol/viewer.ts';
import { type Child, element, quote, svg } from '../element.ts';
import { flagWords, number, visible } from '../words.ts';
import { bytesWord, probabilityText, roleText, strengthText, verdictText } from './viewer-words.ts';

/** Class of the cells → their heading. */
export const columns = {
  row: 'Row',
  line: 'Line',
  verdict: 'Verdict',
  probability: 'Probability',
  flags: 'Flags',
  role: 'Role',
  text: 'Text',
  size: 'Size',
} as const;
type Column = keyof typeof columns;

export function renderHeadings(): HTMLElement {
  const cells = Object.entries(columns).map(([name, heading]) =>
    element('div', { role: 'columnheader', class: `cell ${name}` }, heading),
  );
  return element('div', { role: 'row', class: 'entry head', 'aria-rowindex': 1 }, ...cells);
}

export interface RowPlace {
  /** In the list, from 0. */
  readonly index: number;
  readonly uri: string;
  readonly isActive: boolean;
  /** Whether it is the one that the next is compared with. */
  readonly isSelected: boolean;
}

export function rowId(index: number): string {
  return `row-${index}`;
}

/** `row` null: it was asked for. */
export function renderRow(row: RowView | null, place: RowPlace): HTMLElement {
  const { index, isActive, isSelected } = place;
  const kind = row?.mark == null ? '' : row.mark.skipped === null ? row.mark.verdict : 'skipped';
  const attributes = {
    role: 'row',
    id: rowId(index),
    class: ['entry', kind, isActive ? 'active' : '', isSelected ? 'chosen' : ''].join(' ').trim(),
    // The first line names the columns.
    'aria-rowindex': index + 2,
    'aria-selected': isActive,
    'data-index': index,
    ...(row !== null && { 'data-vscode-context': menuContext(row, place) }),
  };
  if (row === null) {
    const waiting = element('div', { role: 'gridcell', class: 'cell text' }, '…');
    return element('div', { ...attributes, 'aria-busy': true }, waiting);
  }
  return element('div', attributes, ...renderCells(row));
}

/** What VS Code passes to the commands of its menu. */
export function menuContext({ row, turn, role }: RowView, { uri }: { uri: string }): string {
  const isPair = role === 'chosen' || role === 'rejected';
  return JSON.stringify({
    webviewSection: 'row',
    preventDefaultContextMenuItems: true,
    teacherprintIsPair: isPair,
    uri,
    row,
    turn,
  });
}

function renderCells(row: RowView): HTMLElement[] {
  const { mark } = row;
  const verdict = verdictText(mark);
  return [
    cell('row', number(row.row)),
    cell('line', row.line === null ? '' : number(row.line)),
    cell('verdict', verdict ?? ''),
    cell('probability', renderMeter(row), probabilityText(mark), ' ', strength(row)),
    cell(
      'flags',
      ...(mark?.flags ?? []).map((flag) => element('span', { class: 'flag' }, flagWords[flag])),
    ),
    cell('role', quote(visible(roleText(row)))),
    renderText(row),
    cell('size', bytesWord(row.bytes)),
  ];
}

function strength(row: RowView): HTMLElement {
  return element('span', { class: 'aside' }, strengthText(row.mark));
}

function renderText({ preview, problem }: RowView): HTMLElement {
  const shown = quote(visible(preview));
  if (problem === null) return cell('text', shown);
  return cell('text', element('span', { class: 'problem' }, `${visible(problem)}: `), shown);
}

/** The number beside it says the same. */
function renderMeter({ mark }: RowView): SVGElement | null {
  if (mark?.probability == null) return null;
  const width = `${(100 * mark.probability).toFixed(1)}%`;
  const bar = svg('rect', { width, height: 2 });
  return svg('svg', { class: 'meter', height: 2, 'aria-hidden': 'true' }, bar);
}

function cell(name: Column, ...children: Child[]): HTMLElement {
  return element('div', { role: 'gridcell', class: `cell ${name}` }, ...children);
}
