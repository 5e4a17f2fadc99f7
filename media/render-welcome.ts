/** What the panel is for, before there is an audit. */

import type { FromPanel } from '../protocol/panel.ts';
import { button, type Child, element } from './element.ts';

export function renderWelcome(send: (message: FromPanel) => void): Child[] {
  return [
    element('h1', {}, 'Whose fingerprints does a dataset carry?'),
    element(
      'p',
      {},
      'Audit a .jsonl or .ndjson file to see which model families wrote it, where, and why. ' +
        'Everything stays on this machine.',
    ),
    button('Audit a Dataset File', () => send({ kind: 'pick-dataset' }), { class: 'primary' }),
    button('Open the Example', () => send({ kind: 'open-example' })),
    element(
      'p',
      { class: 'aside' },
      'What no known family explains is shown as unexplained. That is an answer, too.',
    ),
  ];
}
