/** All files of a run together, at the end of the HTML report. */

import type { TotalView } from '../../protocol/views.ts';
import { count, disagreementWords, shareWords } from '../../protocol/words.ts';
import { markup, type Markup } from './escape-html.ts';
import { coverageTable } from './html-tables.ts';
import { coverageSentence } from './sentences.ts';
import { shownShares, unexplainedText } from './shares.ts';

export function renderHtmlTotal(total: TotalView): string {
  const doubt = disagreementWords(total, (name) => name);
  return markup`<article aria-labelledby="total">
    <h2 id="total">All ${count(total.files, 'file')}</h2>
    <p class="soft">${coverageSentence(total.coverage)}</p>
    ${total.coverage.analysed > 0 ? shares(total) : null}
    ${doubt === null ? null : markup`<p class="warn">${doubt}</p>`} ${coverageTable(total)}
  </article> `.source;
}

function shares(total: TotalView): Markup {
  const row = (name: string, words: string): Markup =>
    markup`<tr>
      <th scope="row">${name}</th>
      <td class="number">${words}</td>
    </tr>`;
  return markup`<h3>Who wrote these files</h3>
    <table class="small">
      <caption>
        Estimated share of each family in all samples, with its 95 % interval.
      </caption>
      <thead>
        <tr>
          <th scope="col">Family</th>
          <th scope="col" class="number">Share</th>
        </tr>
      </thead>
      <tbody>
        ${shownShares(total).map((share) => row(share.family, shareWords(share)))}
        ${row('unexplained: no known family', unexplainedText(total))}
      </tbody>
    </table>`;
}
