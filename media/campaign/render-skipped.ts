/** Rows that are no requests: the first of each log, with the way there. */

import type { FromCampaignPage } from '../../protocol/campaign-page.ts';
import { logSkipWords } from '../../protocol/campaign-words.ts';
import type { LogAuditView } from '../../protocol/log-audit.ts';
import { count } from '../../protocol/words.ts';
import { button, element, quote } from '../element.ts';
import { number, visible } from '../words.ts';

export function renderSkipped(
  { campaigns, skippedRows }: LogAuditView,
  send: (message: FromCampaignPage) => void,
): HTMLElement | null {
  const { rows, analysed } = campaigns.coverage;
  if (rows === analysed) return null;
  const items = skippedRows.map(({ path, row, reason }) => {
    const go = button(`Row ${number(row)}`, () => send({ kind: 'open-row', path, row }), {
      class: 'link',
    });
    return element('li', {}, go, ' of ', quote(visible(path)), `: ${logSkipWords[reason]}`);
  });
  const isAll = skippedRows.length === rows - analysed;
  return element(
    'section',
    { 'aria-labelledby': 'skipped' },
    element('h2', { id: 'skipped' }, `${count(rows - analysed, 'row')} skipped`),
    isAll || items.length === 0 ? null : element('p', { class: 'aside' }, 'The first of them:'),
    element('ul', {}, ...items),
  );
}
