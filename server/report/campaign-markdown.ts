/** Campaign cards as a summary for a ticket. */

import type { CampaignCardView, CampaignView } from '../../protocol/campaign.ts';
import {
  campaignLimits,
  cardWords,
  conclusionWords,
  coverageWords,
  gapWords,
  mappingWords,
  rowWords,
  windowsWords,
  windowTwin,
  windowWords,
} from '../../protocol/campaign-words.ts';
import { smallNumber } from '../../protocol/words.ts';
import { markdownCode } from './escape-markdown.ts';
import { templateText } from './campaign-pretty.ts';

export function renderCampaignMarkdown(view: CampaignView, version: string): string {
  const { files, from, to, cards, seed } = view;
  const paragraphs = [
    `## Teacherprint campaigns: ${files.map(({ path }) => markdownCode(path)).join(', ')}`,
    `**${conclusionWords(view)}**`,
    coverageWords(view) + (from === null ? '' : ` · ${from} to ${to}`),
    ...files.map(
      (file) => `Read from ${markdownCode(file.path)}: ${mappingWords(file, markdownCode)}.`,
    ),
    ...gapWords(files, markdownCode).map((sentence) => `**${sentence}**`),
    windowsWords(view, markdownCode),
    ...windowsSection(view),
    ...cards.map(cardSection),
    ['### What this cannot say', '', ...campaignLimits.map((limit) => `- ${limit}`)].join('\n'),
    `Teacherprint ${version}, seed ${seed}.`,
  ];
  return `${paragraphs.join('\n\n')}\n`;
}

function windowsSection({ windows }: CampaignView): string[] {
  if (windows === null || windows.differing === 0) return [];
  const lines = windows.windows.map((window) => `- ${windowWords(window, markdownCode)}`);
  return [lines.join('\n'), `What else looks like it: ${windowTwin}.`];
}

function cardSection(card: CampaignCardView): string {
  const { id, q, from, to, template, axes, busiest } = card;
  const names = busiest.map(
    ({ name, requests }) => `${markdownCode(name)} ${requests.toLocaleString('en')}`,
  );
  return [
    `### ${id}: q ${smallNumber(q)}`,
    cardWords(card) + (from === null ? '' : ` · ${from} to ${to}`),
    ...(template === null ? [] : [markdownCode(templateText(template.pieces))]),
    [
      '| Axis | What was seen | p | What else looks like it |',
      '| --- | --- | --- | --- |',
      ...axes.map(
        ({ axis, words, p, benign, spans }) =>
          `| ${axis} | ${[words, ...spans.map(markdownCode)].join(' ')} | ${smallNumber(p)} | ${benign} |`,
      ),
    ].join('\n'),
    `Busiest accounts: ${names.join(', ')}. Rows to look at: ${rowWords(card)}.`,
  ].join('\n\n');
}
