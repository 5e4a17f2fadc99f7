/** The file, how far it is counted and audited, and what can be done with the active row. */

import type { FromViewer, RowView, SamplePlace, ViewerState } from '../../protocol/viewer.ts';
import { button, type Child, element, quote } from '../element.ts';
import { number, visible } from '../words.ts';
import { auditWords, fileWords, placeText } from './viewer-words.ts';

type Send = (message: FromViewer) => void;

/** `field`: path of the text in a row; null: not known. */
export function renderFile(
  { name, field, state }: { name: string; field: string | null; state: ViewerState | null },
  send: Send,
): Child[] {
  const isAuditing = state?.audit?.state === 'partial';
  return [
    element(
      'div',
      { class: 'title' },
      element('h1', {}, quote(visible(name))),
      element('p', { class: 'aside facts' }),
      field === null ? null : renderField(field, send),
    ),
    state === null
      ? null
      : element(
          'div',
          { class: 'audit' },
          element('p', { class: 'verdicts' }),
          isAuditing
            ? button('Cancel', () => send({ kind: 'cancel' }), { 'data-key': 'audit' })
            : button(
                state.audit === null ? 'Audit' : 'Audit again',
                () => send({ kind: 'audit' }),
                {
                  class: state.audit === null ? 'primary' : '',
                  'data-key': 'audit',
                },
              ),
        ),
    state === null ? null : renderProgress(state),
  ];
}

function renderField(field: string, send: Send): HTMLElement {
  return element(
    'p',
    { class: 'aside' },
    'Text from ',
    element('code', {}, quote(visible(field))),
    ' ',
    button('Change', () => send({ kind: 'choose-field' }), {
      class: 'link',
      'aria-label': 'Change the field that is read',
      'data-key': 'field',
    }),
  );
}

/** One bar, for what takes longest: rows are counted in seconds, an audit may take an hour. */
function renderProgress({ audit, rows }: ViewerState): HTMLElement {
  const isAuditing = audit?.state === 'partial';
  const isDone = !isAuditing && rows.isFinal;
  return element('progress', {
    max: 1,
    class: isDone ? 'done' : '',
    'aria-hidden': String(isDone),
    'aria-label': isAuditing ? 'Audit' : 'Counting rows',
  });
}

/** What changes several times a second, in a header whose buttons stay under the user's hand. */
export function showNumbers(header: HTMLElement, state: ViewerState): void {
  const { audit, byteLength, bytesCounted } = state;
  const done = audit?.state === 'partial' ? audit.bytesDone : bytesCounted;
  const texts = { facts: fileWords(state), verdicts: auditWords(audit, byteLength) };
  for (const [name, text] of Object.entries(texts)) {
    const line = header.querySelector(`.${name}`);
    if (line !== null) line.textContent = text;
  }
  const bar = header.querySelector('progress');
  if (bar !== null) bar.value = byteLength === 0 ? 1 : Math.min(1, done / byteLength);
}

export interface ActionsOptions {
  readonly row: RowView | null;
  readonly uri: string;
  /** The sample that the next one is compared with. */
  readonly selected: SamplePlace | null;
  readonly send: Send;
}

/** What can be done with the active row; the keys do the same. */
export function renderActions({ row, uri, selected, send }: ActionsOptions): Child[] {
  const isIdle = row === null;
  const place = { row: row?.row ?? 1, turn: row?.turn ?? null };
  const isSelf =
    selected !== null &&
    selected.uri === uri &&
    selected.row === place.row &&
    selected.turn === place.turn;
  const compare =
    selected === null || isSelf ? 'Select for Compare' : `Compare with ${placeText(selected)}`;
  const isPair = row?.role === 'chosen' || row?.role === 'rejected';
  const act = (label: string, key: string, message: FromViewer, isOff = isIdle): HTMLElement =>
    button(label, () => send(message), {
      disabled: isOff,
      title: `${label} (${key})`,
      'data-key': key,
    });
  return [
    element('span', { class: 'aside' }, isIdle ? '' : `Row ${number(place.row)}`),
    act('Open', 'Enter', { kind: 'open-sample', ...place }),
    act('Explain', 'E', { kind: 'explain', ...place }),
    act(compare, 'D', { kind: 'compare', ...place }, isIdle || isSelf),
    isPair ? act('Chosen ↔ Rejected', 'P', { kind: 'compare-pair', row: place.row }) : null,
  ];
}
