/** What was skipped, what leaks, and which samples to look at first: tables of the HTML report. */

import { diagnosticDocs } from '../../protocol/commands.ts';
import type { AuditView, Flag, SampleView, SkipReason } from '../../protocol/views.ts';
import { bitsOf, count, skipWords, strengthOf } from '../../protocol/words.ts';
import { markup, type Markup } from './escape-html.ts';
import { describeCode } from './finding-words.ts';
import { probabilityText } from './words.ts';

/** Of a run with many datasets, a page of all that a view holds would be too long to open. */
const samplesShown = 100;

export function coverageTable({ coverage }: Pick<AuditView, 'coverage'>): Markup {
  const row = (name: Markup | string, n: number): Markup =>
    markup`<tr>
      <th scope="row">${name}</th>
      <td class="number">${n.toLocaleString('en')}</td>
    </tr>`;
  const skipped = Object.entries(coverage.skipped).map(([reason, n]) =>
    row(markup`skipped: ${codeLink(reason as SkipReason, skipWords[reason as SkipReason])}`, n),
  );
  return markup`<h3>Coverage</h3>
    <table class="small">
      <caption>
        Every sample of ${count(coverage.rows, 'row')} is in one of these.
      </caption>
      <thead>
        <tr>
          <th scope="col">Samples</th>
          <th scope="col" class="number">Number</th>
        </tr>
      </thead>
      <tbody>
        ${row('analyzed', coverage.analysed)}${skipped}${row('all', coverage.samples)}
      </tbody>
    </table>`;
}

export function leakTable({ flags }: AuditView): Markup {
  const rows = Object.entries(flags).map(
    ([flag, n]) =>
      markup`<tr>
        <th scope="row">${codeLink(flag as Flag, flag)}</th>
        <td>${describeCode(flag as Flag)}</td>
        <td class="number">${n.toLocaleString('en')}</td>
      </tr>`,
  );
  if (rows.length === 0)
    return markup`<h3>Leaks</h3>
      <p>None of the known patterns was found.</p>`;
  return markup`<h3>Leaks</h3>
    <table class="small">
      <caption>
        What texts give away by themselves. A claim is no evidence of the author.
      </caption>
      <thead>
        <tr>
          <th scope="col">Kind</th>
          <th scope="col">Meaning</th>
          <th scope="col" class="number">Samples</th>
        </tr>
      </thead>
      <tbody>
        ${rows}
      </tbody>
    </table>`;
}

export function sampleTable({ top, findings }: AuditView): Markup | null {
  const shown = top.slice(0, samplesShown);
  if (shown.length === 0) return null;
  const rest = findings - shown.length;
  return markup`<h3>Samples to look at first</h3>
    <div class="scroll" role="region" aria-label="Samples to look at first" tabindex="0">
      <table class="samples">
        <thead>
          <tr>
            <th scope="col">Row</th>
            <th scope="col">Verdict</th>
            <th scope="col">q</th>
            <th scope="col">Leaks</th>
            <th scope="col">Text</th>
          </tr>
        </thead>
        <tbody>
          ${shown.map(sampleRow)}
        </tbody>
      </table>
    </div>
    ${rest > 0 ? markup`<p class="soft">… and ${count(rest, 'finding')} more: the formats csv and jsonl have every sample.</p>` : null}`;
}

function sampleRow(sample: SampleView): Markup {
  const place = sample.turn === null ? String(sample.row) : `${sample.row}:${sample.turn}`;
  const links = sample.flags.map((flag) => markup`<div>${codeLink(flag, flag)}</div>`);
  return markup`<tr>
    <th scope="row" class="number">${place}</th>
    <td>${verdict(sample)}</td>
    <td class="number">${sample.q === null ? '' : sample.q.toFixed(3)}</td>
    <td>${links}</td>
    <td>${sample.problem ?? sample.preview}</td>
  </tr>`;
}

/** The strength stands beside the number, never instead of it. */
function verdict(sample: SampleView): Markup {
  if (sample.skipped !== null)
    return markup`not analyzed: ${codeLink(sample.skipped, skipWords[sample.skipped])}`;
  const probability = sample.probability ?? 0;
  const strength = markup`<span class="strength"
    >${probabilityText(probability)}, ${strengthOf(bitsOf(probability))}</span
  >`;
  return sample.verdict === 'match'
    ? markup`<b>${sample.family}</b> ${strength}`
    : markup`unknown; closest ${sample.family} ${strength}`;
}

function codeLink(code: Flag | SkipReason, words: string): Markup {
  return markup`<a href="${diagnosticDocs}#${code}">${words}</a>`;
}
