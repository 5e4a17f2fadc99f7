/** One campaign: who, how much, when, with what template, by which axes, and rows to look at. */

import type {
  CampaignCardView,
  CampaignView,
  EvidenceRowView,
  TemplatePiece,
  TemplateView,
} from '../../protocol/campaign.ts';
import type { FromCampaignPage } from '../../protocol/campaign-page.ts';
import { cardWords } from '../../protocol/campaign-words.ts';
import { count, smallNumber } from '../../protocol/words.ts';
import { button, type Child, element, quote } from '../element.ts';
import { number, visible } from '../words.ts';
import { renderBar } from './render-bar.ts';
import { renderAxes } from './render-axes.ts';
import { minute, renderTimeline, timeWords } from './render-timeline.ts';

export interface CardContext {
  readonly log: CampaignView;
  readonly hasLastingPseudonyms: boolean;
  readonly send: (message: FromCampaignPage) => void;
}

export function renderCard(card: CampaignCardView, context: CardContext): HTMLElement {
  const { id, q, from, to, timeline, template, axes } = card;
  const heading = `${id}-heading`;
  return element(
    'article',
    { 'aria-labelledby': heading },
    element(
      'div',
      { class: 'card-title' },
      element('h2', { id: heading }, id.replace('campaign-', 'Campaign ')),
      element('p', { class: 'q' }, `q ${smallNumber(q)}`),
    ),
    element('p', {}, cardWords(card)),
    from === null || to === null
      ? null
      : element(
          'figure',
          {},
          element('figcaption', { class: 'aside' }, `Its requests, ${timeWords(from, to)}`),
          renderTimeline(timeline, 'Its requests'),
        ),
    ...renderTemplate(template, card.templates),
    element('h3', {}, 'What was seen'),
    renderAxes(axes),
    ...renderAccounts(card, context),
    ...renderEvidence(card.evidence, context),
  );
}

function renderTemplate(template: TemplateView | null, templates: number): Child[] {
  if (template === null) return [];
  const { requests, prompts, pieces } = template;
  const which = templates === 1 ? 'Template' : `Most frequent of ${number(templates)} templates`;
  return [
    element('h3', {}, which),
    element('p', { class: 'template' }, ...pieces.flatMap(renderPiece)),
    element(
      'p',
      { class: 'aside' },
      `In ${count(requests, 'request')} with ${count(prompts, 'different prompt')}. ` +
        'What stands in ⟨brackets⟩ differs; it is one example.',
    ),
  ];
}

/** Brackets for the eye, words for the ear: nothing is told by color alone. */
function renderPiece({ kind, text }: TemplatePiece): Child[] {
  if (kind === 'fixed') return [quote(visible(text)), ' '];
  const slot = element(
    'span',
    { class: 'slot' },
    element('span', { 'aria-hidden': 'true' }, '⟨'),
    element('span', { class: 'unseen' }, 'differs, such as '),
    quote(visible(text)),
    element('span', { 'aria-hidden': 'true' }, '⟩'),
  );
  return [slot, ' '];
}

function renderAccounts(
  { accounts, busiest }: CampaignCardView,
  { hasLastingPseudonyms }: CardContext,
): Child[] {
  const most = Math.max(1, ...busiest.map(({ requests }) => requests));
  const items = busiest.map(({ name, requests }) =>
    element(
      'li',
      {},
      element('code', {}, quote(visible(name))),
      renderBar(requests / most),
      element('span', { class: 'number' }, count(requests, 'request')),
    ),
  );
  const rest = accounts - busiest.length;
  const pseudonyms = hasLastingPseudonyms
    ? 'Names are pseudonyms, the same in every audit with your key.'
    : 'Names are pseudonyms, others in each audit.';
  return [
    element('h3', {}, rest > 0 ? `Accounts, the busiest of ${number(accounts)}` : 'Accounts'),
    element('ul', { class: 'accounts' }, ...items),
    element('p', { class: 'aside' }, pseudonyms),
  ];
}

function renderEvidence(rows: readonly EvidenceRowView[], { log, send }: CardContext): Child[] {
  const items = rows.map((evidence) =>
    element('li', {}, renderRow(evidence, log.files.length > 1, send)),
  );
  return [element('h3', {}, 'Requests to look at'), element('ul', { class: 'rows' }, ...items)];
}

function renderRow(
  { path, row, time, account }: EvidenceRowView,
  namesLog: boolean,
  send: CardContext['send'],
): HTMLElement {
  const name = /[^/\\]*$/.exec(path)![0];
  const go = button('', () => send({ kind: 'open-row', path, row }), { class: 'row' });
  go.append(
    element('span', { class: 'place' }, `Row ${number(row)}`),
    ...(namesLog ? [' ', element('span', {}, quote(visible(name)))] : []),
    ...(time === null ? [] : [' ', element('span', { class: 'aside' }, minute(time))]),
    ' ',
    element('code', { class: 'aside' }, quote(visible(account))),
  );
  return go;
}
