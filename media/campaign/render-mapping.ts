/** Which path of a row was read as which field, and the way to correct it. */

import { type LogField, logFields, type LogFileView } from '../../protocol/campaign.ts';
import type { FromCampaignPage } from '../../protocol/campaign-page.ts';
import { logFieldWords } from '../../protocol/campaign-words.ts';
import type { GivenMapping } from '../../protocol/log-audit.ts';
import { button, element, quote } from '../element.ts';
import { visible } from '../words.ts';

export const mappingId = 'mapping';

type Send = (message: FromCampaignPage) => void;

export function renderMapping(
  files: readonly LogFileView[],
  given: GivenMapping,
  send: Send,
): HTMLElement {
  return element(
    'section',
    { 'aria-labelledby': mappingId },
    element('h2', { id: mappingId }, 'What was read'),
    element(
      'p',
      { class: 'aside' },
      'Detected from the first rows. A correction holds for all logs of this audit, which then runs again.',
    ),
    element(
      'table',
      {},
      element(
        'thead',
        {},
        element(
          'tr',
          {},
          ...['Field', 'Path in a row', ''].map((name) =>
            name === '' ? element('td', {}) : element('th', { scope: 'col' }, name),
          ),
        ),
      ),
      element('tbody', {}, ...logFields.map((field) => renderField(field, files, given, send))),
    ),
  );
}

function renderField(
  field: LogField,
  files: readonly LogFileView[],
  given: GivenMapping,
  send: Send,
): HTMLElement {
  const paths = [...new Set(files.map(({ mapping }) => mapping?.[field] ?? null))];
  const shown = paths.map((path) =>
    path === null
      ? element('span', { class: 'aside' }, 'none')
      : element('code', {}, quote(visible(path))),
  );
  const name = logFieldWords[field];
  return element(
    'tr',
    {},
    element('th', { scope: 'row' }, name),
    element(
      'td',
      {},
      ...shown.flatMap((node, index) => (index === 0 ? [node] : [', ', node])),
      given[field] === undefined ? '' : ' (corrected)',
    ),
    element(
      'td',
      {},
      button('Change', () => send({ kind: 'choose-path', field }), {
        class: 'link',
        'aria-label': `Change where the ${name} is`,
        'data-key': `field-${field}`,
      }),
    ),
  );
}
