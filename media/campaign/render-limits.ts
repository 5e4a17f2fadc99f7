/** What was looked at and is no campaign, and what no audit can say: as much of the answer as the cards. */

import { campaignAxes, type CampaignView } from '../../protocol/campaign.ts';
import { campaignLimits } from '../../protocol/campaign-words.ts';
import { count } from '../../protocol/words.ts';
import { element } from '../element.ts';

export function renderQuiet({ quiet, cards }: CampaignView): HTMLElement {
  const { groups, axes } = quiet;
  const seen = campaignAxes.flatMap((axis) => {
    const times = axes[axis] ?? 0;
    return times === 0 ? [] : [element('li', {}, `${axis} in ${times.toLocaleString('en')}`)];
  });
  const others = cards.length === 0 ? 'group' : 'other group';
  return element(
    'section',
    { 'aria-labelledby': 'quiet' },
    element('h2', { id: 'quiet' }, 'Groups that are no campaign'),
    element(
      'p',
      {},
      `${count(groups, others)} of requests with a template in common ${groups === 1 ? 'was' : 'were'} looked at, and ` +
        'did not pass the rule: a leading axis (value, coordination, sweep, replay, pivot), another one, and q of 0.05 at most.',
    ),
    seen.length === 0
      ? null
      : element(
          'div',
          { class: 'quiet' },
          'Axes that fired there:',
          element('ul', { 'aria-label': 'Axes that fired there' }, ...seen),
        ),
  );
}

export function renderLimits(): HTMLElement {
  return element(
    'section',
    { 'aria-labelledby': 'limits' },
    element('h2', { id: 'limits' }, 'What this cannot say'),
    element('ul', { class: 'limits' }, ...campaignLimits.map((limit) => element('li', {}, limit))),
  );
}
