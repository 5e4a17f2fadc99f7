/** Hours beside ordinary ones: which windows of the logs are written otherwise, and the way to their rows. */

import type { WindowView } from '../../protocol/campaign.ts';
import type { FromCampaignPage, LogAuditState } from '../../protocol/campaign-page.ts';
import { windowsWords, windowTwin, windowWords } from '../../protocol/campaign-words.ts';
import { button, element, quote } from '../element.ts';
import { number, visible } from '../words.ts';

type Send = (message: FromCampaignPage) => void;

export function renderWindows(
  { audit, benign }: Pick<LogAuditState, 'audit' | 'benign'>,
  send: Send,
): HTMLElement | null {
  if (audit === null) return null;
  const { campaigns } = audit;
  const { windows } = campaigns;
  const differs = windows !== null && windows.differing > 0;
  const words =
    windows === null
      ? 'Name a log of ordinary traffic, such as an earlier week, and every 1,500 requests in a row are compared with how its prompts are written.'
      : windowsWords(campaigns, visible);
  return element(
    'section',
    { 'aria-labelledby': 'windows' },
    element('h2', { id: 'windows' }, 'Hours beside ordinary ones'),
    element('p', {}, quote(words)),
    differs ? element('ul', {}, ...windows.windows.map((it) => renderWindow(it, send))) : null,
    differs ? element('p', { class: 'aside' }, `What else looks like it: ${windowTwin}.`) : null,
    button(
      benign === null ? 'Compare with Ordinary Traffic…' : 'Compare with Other Traffic…',
      () => send({ kind: 'choose-benign' }),
      { 'data-key': 'benign' },
    ),
  );
}

function renderWindow(window: WindowView, send: Send): HTMLElement {
  const { path, row } = window;
  const go = button(`Row ${number(row)}`, () => send({ kind: 'open-row', path, row }), {
    class: 'link',
  });
  return element('li', {}, go, ' ', quote(windowWords(window, visible)));
}
