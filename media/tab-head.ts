/** What tabs with an audit begin with: what can be done, and how far it is. */

import { button, type Child, element } from './element.ts';

type HeadMessage =
  { readonly kind: 'audit' } | { readonly kind: 'cancel' } | { readonly kind: 'export' };

/** `others`: between these two. */
export function renderActions(
  { isRunning, isFound }: { readonly isRunning: boolean; readonly isFound: boolean },
  send: (message: HeadMessage) => void,
  others: readonly Child[] = [],
): HTMLElement {
  return element(
    'div',
    { class: 'actions' },
    isRunning
      ? button('Cancel', () => send({ kind: 'cancel' }), { 'data-key': 'run' })
      : button('Audit again', () => send({ kind: 'audit' }), { 'data-key': 'run' }),
    ...others,
    isFound && !isRunning
      ? button('Export…', () => send({ kind: 'export' }), {
          class: 'primary',
          'data-key': 'export',
        })
      : null,
  );
}

export function renderProgress(words: string, percentage: number): HTMLElement {
  return element(
    'label',
    { class: 'aside' },
    words,
    element('progress', { max: 100, ...(percentage > 0 && { value: percentage }) }),
  );
}
