/** A run as one page that needs nothing else: no script, no font, no picture from elsewhere. */

import type { AuditView } from '../../protocol/views.ts';
import { count, duplicateWords, percent, shareWords } from '../../protocol/words.ts';
import { markup, type Markup } from './escape-html.ts';
import { positionStrip, shareBar, stripTop, unexplainedBar } from './html-plots.ts';
import { pageEnd, pageStart } from './html-page.ts';
import { coverageTable, leakTable, sampleTable } from './html-tables.ts';
import type { ReportRun } from './report.ts';
import { caveats, callsSentence, coverageSentence, limits, stateSentence } from './sentences.ts';
import { shownShares, unexplainedText } from './shares.ts';

const page = {
  title: 'Teacherprint audit',
  heading: 'Whose fingerprints do these texts carry?',
};

export function htmlStart(): string {
  return pageStart(page);
}

/** `number`: of the dataset in the page, from 1. */
export function renderHtmlDataset(audit: AuditView, number: number): string {
  const id = `dataset-${number}`;
  return markup`<article aria-labelledby="${id}">
    <h2 id="${id}">${audit.path}</h2>
    <p class="soft">${coverageSentence(audit.coverage)}</p>
    <p class="soft">${fieldSentence(audit)}</p>
    ${warning(stateSentence(audit))} ${figures(audit)}
    ${audit.coverage.analysed > 0 ? shares(audit, `${id}-hatch`) : null}
    ${caveats(audit, (name) => name).map(warned)} ${coverageTable(audit)}
    ${leakTable(audit)} ${sampleTable(audit)}
  </article> `.source;
}

export function htmlEnd(run: ReportRun, troubles: readonly string[]): string {
  return markup`${notRead(troubles)}
<section class="foot" aria-labelledby="limits">
<h2 id="limits">What these figures cannot say</h2>
<ul>${limits.map((limit) => markup`<li>${limit}</li>`)}</ul>
</section>
<section class="foot" aria-labelledby="made">
<h2 id="made">How they were made</h2>
${provenance(run)}
</section>
${pageEnd}`.source;
}

function notRead(troubles: readonly string[]): Markup | null {
  if (troubles.length === 0) return null;
  return markup`<section class="foot" aria-labelledby="not-read">
<h2 id="not-read">Not read</h2>
<ul>${troubles.map((trouble) => markup`<li>${trouble}</li>`)}</ul>
</section>`;
}

function provenance({ profile, settings, seed, toolVersion }: ReportRun): Markup {
  const rows: [name: string, value: string][] = [
    ['Tool', `Teacherprint ${toolVersion}`],
    ['Profile', `${profile.id}: ${profile.summary}`],
    ['SHA-256 of the profile', profile.sha256],
    ['Field', settings.field ?? 'detected, or as teacherprint.json says'],
    [
      'Rows',
      settings.maxRows === null ? 'all' : `the first ${settings.maxRows.toLocaleString('en')}`,
    ],
    ['Seed of the intervals', String(seed)],
  ];
  return markup`<table class="made">
    <tbody>
      ${rows.map(
        ([name, value]) =>
          markup`<tr>
            <th scope="row">${name}</th>
            <td>${value}</td>
          </tr>`,
      )}
    </tbody>
  </table>`;
}

function fieldSentence({ field, shape }: AuditView): string {
  return field === null ? 'No field with text was found.' : `Texts read from ${field} (${shape}).`;
}

function warning(sentence: string | null): Markup | null {
  return sentence === null ? null : warned(sentence);
}

function warned(sentence: string): Markup {
  return markup`<p class="warn">${sentence}</p>`;
}

function figures({ coverage, calls, flags, duplicates, suppressed }: AuditView): Markup {
  const leaks = Object.values(flags).reduce((sum, n) => sum + n, 0);
  const share = coverage.samples === 0 ? 0 : coverage.analysed / coverage.samples;
  const tiles: [name: string, figure: number, small: string][] = [
    [
      'Samples analyzed',
      coverage.analysed,
      `${percent(share)} of ${count(coverage.samples, 'sample')}`,
    ],
    ['Samples called', calls.count, `expected false: ${calls.expectedFalse.toFixed(1)}`],
    [
      'Leaks',
      leaks,
      suppressed === 0 ? 'none accepted' : `${count(suppressed, 'sample')} accepted`,
    ],
    ['Exact copies', duplicates.copies, duplicateWords(duplicates) ?? 'every text occurs once'],
  ];
  return markup`<dl class="figures">
    ${tiles.map(
      ([name, figure, small]) =>
        markup`<div>
          <dt>${name}</dt>
          <dd>${figure.toLocaleString('en')}<small>${small}</small></dd>
        </div>`,
    )}
  </dl>`;
}

/** Roles, since a narrow page lays the cells out otherwise, and then a table is none to some readers. */
function shares(audit: AuditView, hatch: string): Markup {
  const shown = shownShares(audit);
  const families = shown.map(({ family }) => family);
  const top = stripTop(audit.strip, families);
  const rows = shown.map(
    (share) =>
      markup`<tr role="row">
        <th role="rowheader" scope="row">${share.family}</th>
        <td role="cell" class="number">${shareWords(share)}</td>
        <td role="cell" class="bar">${shareBar(share)}</td>
        <td role="cell" class="where">${positionStrip(audit.strip, share.family, top)}</td>
      </tr>`,
  );
  const { coverage, unexplained } = audit;
  return markup`<h3>Who wrote this file</h3>
    <table class="shares" role="table">
      <caption>
        Estimated share of each family, with its 95 % interval; and where in the file it is likely,
        row 1 to ${coverage.rows.toLocaleString('en')}, full height: ${percent(top)}.
      </caption>
      <thead role="rowgroup">
        <tr role="row">
          <th role="columnheader" scope="col">Family</th>
          <th role="columnheader" scope="col">Share</th>
          <th role="columnheader" scope="col">0 to 100 %</th>
          <th role="columnheader" scope="col">Where</th>
        </tr>
      </thead>
      <tbody role="rowgroup">
        ${rows}
        <tr role="row" class="rest">
          <th role="rowheader" scope="row">unexplained</th>
          <td role="cell" class="number">${unexplainedText(audit)}</td>
          <td role="cell" class="bar">${unexplainedBar(unexplained.share, hatch)}</td>
          <td role="cell" class="where soft">no known family</td>
        </tr>
      </tbody>
    </table>
    <p>${callsSentence(audit)}</p>`;
}
