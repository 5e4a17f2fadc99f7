/** Campaign cards as one page that needs nothing else. */

import type {
  AxisView,
  CampaignCardView,
  CampaignView,
  TemplatePiece,
} from '../../protocol/campaign.ts';
import { count, smallNumber } from '../../protocol/words.ts';
import {
  campaignLimits,
  cardWords,
  conclusionWords,
  coverageWords,
  gapWords,
  mappingWords,
  windowsWords,
  windowTwin,
  windowWords,
} from '../../protocol/campaign-words.ts';
import { markup, type Markup } from './escape-html.ts';
import { areaStrip } from './html-plots.ts';
import { renderPage } from './html-page.ts';

const page = {
  title: 'Teacherprint campaigns',
  heading: 'Is somebody distilling this model?',
};

export function renderCampaignHtml(view: CampaignView, version: string): string {
  const { files, cards, timeline, seed, from, to } = view;
  const same = (path: string): string => path;
  const body = markup`<article aria-labelledby="log">
    <h2 id="log">${files.map(({ path }) => path).join(', ')}</h2>
    <p>${conclusionWords(view)}</p>
    <p class="soft">${coverageWords(view)}</p>
    ${files.map((file) => markup`<p class="soft">Read ${mappingWords(file, same)}.</p>`)}
    ${gapWords(files, same).map((sentence) => markup`<p class="warn">${sentence}</p>`)}
    ${from === null ? null : markup`<h3>All requests, ${from} to ${to}</h3>${timelinePlot(timeline, 'all requests')}`}
    <p class="soft">${windowsWords(view, same)}</p>
    ${windowsList(view, same)}
  </article>
  ${cards.map(cardArticle)}
`;
  return renderPage(page, body, { limits: campaignLimits, version, seed });
}

function windowsList({ windows }: CampaignView, name: (path: string) => string): Markup | null {
  if (windows === null || windows.differing === 0) return null;
  return markup`<ul>${windows.windows.map((window) => markup`<li>${windowWords(window, name)}</li>`)}</ul>
    <p class="soft">What else looks like it: ${windowTwin}.</p>`;
}

function cardArticle(card: CampaignCardView): Markup {
  const { id, q, from, to, template, templates, axes, timeline } = card;
  return markup`<article aria-labelledby="${id}">
    <h2 id="${id}">${id}: q ${smallNumber(q)}</h2>
    <p>${cardWords(card)}</p>
    ${from === null ? null : markup`<h3>Its requests, ${from} to ${to}</h3>${timelinePlot(timeline, id)}`}
    ${
      template === null
        ? null
        : markup`<h3>Most frequent of ${count(templates, 'template')}</h3>
    <p><code>${template.pieces.map(pieceMarkup)}</code></p>
    <p class="soft">${count(template.requests, 'request')} with ${count(template.prompts, 'prompt')}; what differs is underlined, as one request has it.</p>`
    }
    ${axesTable(axes)} ${rowsTable(card)}
  </article>
`;
}

function pieceMarkup({ kind, text }: TemplatePiece): Markup {
  return kind === 'fixed' ? markup`${text} ` : markup`<u>${text}</u> `;
}

function axesTable(axes: readonly AxisView[]): Markup {
  return markup`<h3>What was seen</h3>
    <table>
      <thead>
        <tr>
          <th scope="col">Axis</th>
          <th scope="col">What was seen</th>
          <th scope="col">p</th>
          <th scope="col">What else looks like it</th>
        </tr>
      </thead>
      <tbody>
        ${axes.map(
          ({ axis, words, p, benign, spans }) =>
            markup`<tr>
              <th scope="row">${axis}</th>
              <td>${words}${spans.map((span) => markup` <code>${span}</code>`)}</td>
              <td class="number">${smallNumber(p)}</td>
              <td>${benign}</td>
            </tr>`,
        )}
      </tbody>
    </table>`;
}

function rowsTable({ evidence, busiest, accounts }: CampaignCardView): Markup {
  return markup`<h3>Rows to look at</h3>
    <table class="small">
      <caption>
        Of ${count(accounts, 'account')}; the busiest: ${busiest
          .map(({ name, requests }) => `${name} ${requests.toLocaleString('en')}`)
          .join(', ')}
      </caption>
      <thead>
        <tr>
          <th scope="col">Row</th>
          <th scope="col">Time</th>
          <th scope="col">Account</th>
          <th scope="col">Log</th>
        </tr>
      </thead>
      <tbody>
        ${evidence.map(
          ({ row, time, account, path }) =>
            markup`<tr>
              <th scope="row" class="number">${row.toLocaleString('en')}</th>
              <td class="number">${time}</td>
              <td>${account}</td>
              <td>${path}</td>
            </tr>`,
        )}
      </tbody>
    </table>`;
}

/** Requests per bin, each on the scale of its own largest. */
function timelinePlot(values: readonly number[], name: string): Markup {
  const top = Math.max(1, ...values);
  const label = `${name}: at most ${count(top, 'request')} in one of ${values.length} equal times`;
  return areaStrip(values, top, label);
}
