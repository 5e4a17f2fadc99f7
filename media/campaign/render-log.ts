/** The logs, how far their audit is, what it concludes, and what of them was read. */

import type { LogMapping } from '../../protocol/campaign.ts';
import type { FromCampaignPage, LogAuditState } from '../../protocol/campaign-page.ts';
import {
  conclusionWords,
  coverageWords,
  gapWords,
  logFieldWords,
} from '../../protocol/campaign-words.ts';
import type { LogAuditView } from '../../protocol/log-audit.ts';
import { button, type Child, element, quote } from '../element.ts';
import { renderActions, renderProgress } from '../tab-head.ts';
import { visible } from '../words.ts';
import { mappingId } from './render-mapping.ts';
import { renderTimeline, timeWords } from './render-timeline.ts';

type Send = (message: FromCampaignPage) => void;

export function renderTitle(state: LogAuditState, send: Send): Child[] {
  return [
    element('h1', {}, 'Is somebody distilling this model?'),
    renderActions({ isRunning: state.progress !== null, isFound: state.audit !== null }, send),
    element('p', { class: 'aside names' }, quote(state.names.map(visible).join(', '))),
  ];
}

export function renderReadingProgress({
  percentage,
  message,
}: NonNullable<LogAuditState['progress']>): HTMLElement {
  const words = message === '' ? 'Reading the logs' : `${message} so far`;
  return renderProgress(`${words}. Cancel keeps what was read until then.`, percentage);
}

/** What a wrong answer would most likely come from; the table of all fields is far below. */
function renderReading(mapping: LogMapping | null): HTMLElement | null {
  if (mapping === null) return null;
  const parts = (['account', 'messages', 'time'] as const).flatMap((field) => {
    const path = mapping[field];
    const place = path === null ? 'nowhere' : element('code', {}, quote(visible(path)));
    return [` ${logFieldWords[field]} from `, place, ','];
  });
  const goToTable = (): void => {
    document.getElementById(mappingId)?.scrollIntoView();
    document.querySelector<HTMLElement>('[data-key^="field-"]')?.focus({ preventScroll: true });
  };
  const correct = button('Correct', goToTable, {
    class: 'link',
    'aria-label': 'Correct what was read',
    'data-key': 'correct',
  });
  return element('p', { class: 'aside' }, 'Read', ...parts.slice(0, -1), '. ', correct);
}

export function renderConclusion({ campaigns, problems }: LogAuditView): Child[] {
  const { state, coverage, from, to, timeline, files } = campaigns;
  const remedy = (field: keyof typeof logFieldWords): string =>
    `say where the ${logFieldWords[field]} is, under What was read`;
  return [
    element('p', { class: 'conclusion' }, conclusionWords(campaigns)),
    state === 'cancelled'
      ? element(
          'p',
          { class: 'notice' },
          element('strong', {}, 'Stopped early. '),
          `Only the first ${coverage.rows.toLocaleString('en')} rows were read, so this says nothing about the rest.`,
        )
      : null,
    ...[...problems, ...gapWords(files, visible, remedy)].map((sentence) =>
      element('p', { class: 'notice' }, quote(visible(sentence))),
    ),
    element('p', {}, coverageWords(campaigns)),
    renderReading(files[0]?.mapping ?? null),
    from === null || to === null
      ? null
      : element(
          'figure',
          {},
          element('figcaption', { class: 'aside' }, `All requests, ${timeWords(from, to)}`),
          renderTimeline(timeline, 'All requests'),
        ),
  ];
}
