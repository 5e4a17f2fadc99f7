/** Campaign cards for a terminal. */

import type { CampaignCardView, CampaignView, TemplatePiece } from '../../protocol/campaign.ts';
import { count, smallNumber } from '../../protocol/words.ts';
import {
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
import { escapeTerminal } from './escape-terminal.ts';
import { type Painter, painter, type PrettyOptions, sparkline } from './render-pretty.ts';

const accountsShown = 5;

export function renderCampaignPretty(view: CampaignView, options: PrettyOptions): string {
  const paint = painter(options.color);
  const { files, from, to } = view;
  const lines = files.map(({ path }) => paint.bold(`TEACHERPRINT ─ ${escapeTerminal(path)}`));
  lines.push(coverageWords(view));
  if (from !== null) lines.push(`${from} to ${to}`);
  for (const file of files) {
    if (file.mapping === null) continue;
    lines.push(`I read ${mappingWords(file, escapeTerminal)}; another field: --map FIELD=PATH`);
  }
  lines.push(...gapWords(files, escapeTerminal).map((sentence) => paint.warn(sentence)));
  lines.push('', paint.bold(conclusionWords(view)));
  lines.push(...windowLines(view));
  for (const card of view.cards) lines.push('', ...cardLines(card, options, paint));
  if (view.cards.length > 0) {
    lines.push(
      '',
      'A card is no verdict on a request or a customer: read what else looks like it.',
    );
  }
  return `${lines.join('\n')}\n`;
}

const windowsShown = 5;

function windowLines(view: CampaignView): string[] {
  const lines = [windowsWords(view, escapeTerminal)];
  const differing = view.windows?.differing ?? 0;
  if (differing === 0) return lines;
  const shown = view.windows!.windows.slice(0, windowsShown);
  lines.push(...shown.map((window) => `  ${windowWords(window, escapeTerminal)}`));
  if (differing > shown.length)
    lines.push(`  … ${(differing - shown.length).toLocaleString('en')} more`);
  lines.push(`  or: ${windowTwin}`);
  return lines;
}

function cardLines(card: CampaignCardView, { width }: PrettyOptions, paint: Painter): string[] {
  const { id, q, from, to, timeline, template, axes, busiest, accounts } = card;
  const top = Math.max(1, ...timeline);
  const names = busiest
    .slice(0, accountsShown)
    .map(({ name, requests }) => `${escapeTerminal(name)} ${requests.toLocaleString('en')}`);
  const more =
    accounts > names.length ? `, … ${(accounts - names.length).toLocaleString('en')} more` : '';
  return [
    paint.bold(`${id}  q ${smallNumber(q)}  ${cardWords(card)}`),
    ...(from === null ? [] : [`  ${from} to ${to}  ${sparkline(timeline.map((n) => n / top))}`]),
    ...(template === null
      ? []
      : [
          `  ${shorten(templateText(template.pieces), width - 4)}`,
          `  ${count(template.requests, 'request')} with ${count(template.prompts, 'prompt')}` +
            (card.templates > 1
              ? `, the most frequent of ${count(card.templates, 'template')}`
              : ''),
        ]),
    ...axes.flatMap(({ axis, words, p, benign, spans }) => [
      `  ${axis.padEnd(13)} ${words} (p ${smallNumber(p)})`,
      ...(spans.length === 0
        ? []
        : [
            `  ${''.padEnd(13)} such as ${spans.map((span) => `“${escapeTerminal(span)}”`).join(', ')}`,
          ]),
      `  ${''.padEnd(13)} or: ${benign}`,
    ]),
    `  accounts      ${names.join(', ')}${more}`,
    `  rows          ${rowWords(card)}`,
  ];
}

/** What differs from request to request stands in brackets, as one of them has it. */
export function templateText(pieces: readonly TemplatePiece[]): string {
  const texts = pieces.map(({ kind, text }) => {
    const line = escapeTerminal(text.replace(/\s+/g, ' '));
    return kind === 'fixed' ? line : `{${shorten(line, 40)}}`;
  });
  return texts.join(' ');
}

function shorten(text: string, room: number): string {
  return text.length <= room ? text : `${text.slice(0, Math.max(1, room - 1)).toWellFormed()}…`;
}
