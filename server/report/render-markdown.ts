/** An audit as a summary for a pull request or a build: the figures, and the samples to look at first. */

import type { AuditView, Flag, SampleView, SkipReason, TotalView } from '../../protocol/views.ts';
import { diagnosticDocs } from '../../protocol/commands.ts';
import {
  bitsOf,
  count,
  disagreementWords,
  duplicateWords,
  shareWords,
  skipWords,
  strengthOf,
} from '../../protocol/words.ts';
import { markdownCode } from './escape-markdown.ts';
import type { ReportRun } from './report.ts';
import { callsSentence, caveats, limits, stateSentence } from './sentences.ts';
import { shownShares, unexplainedText } from './shares.ts';
import { probabilityText } from './words.ts';

const samplesShown = 20;

export function renderMarkdown(audit: AuditView): string {
  const state = stateSentence(audit);
  const parts = [
    `## Teacherprint: ${markdownCode(audit.path)}`,
    state === null ? null : `**${state}**`,
    fieldSentence(audit),
    ...(audit.coverage.analysed > 0
      ? [sharesTable('Who wrote this file', audit), callsSentence(audit)]
      : []),
    ...caveats(audit, markdownCode).map((sentence) => `**${sentence}**`),
    coverageTable(audit),
    leakSentence(audit),
    copiesSentence(audit),
    samplesTable(audit),
  ];
  return `${parts.filter((part) => part !== null).join('\n\n')}\n\n`;
}

/** All files together. */
export function renderMarkdownTotal(total: TotalView): string {
  const doubt = disagreementWords(total, markdownCode);
  const parts = [
    `## All ${count(total.files, 'file')}`,
    ...(total.coverage.analysed > 0 ? [sharesTable('Who wrote these files', total)] : []),
    doubt === null ? null : `**${doubt}**`,
    coverageTable(total),
  ];
  return `${parts.filter((part) => part !== null).join('\n\n')}\n\n`;
}

export function markdownEnd(run: ReportRun, troubles: readonly string[]): string {
  const { profile, seed, settings, toolVersion } = run;
  const notRead = troubles.map((trouble) => `- ${markdownCode(trouble)}`);
  const rows = settings.maxRows === null ? '' : `, first ${count(settings.maxRows, 'row')} only`;
  return [
    ...(notRead.length === 0 ? [] : ['## Not read', '', ...notRead, '']),
    '<details><summary>What these figures are based on, and what they cannot say</summary>',
    '',
    `Teacherprint ${toolVersion}, profile ${markdownCode(profile.id)}: ` +
      `${markdownCode(profile.summary)}. Seed ${seed}${rows}.`,
    '',
    ...limits.map((limit) => `- ${limit}`),
    '',
    '</details>',
    '',
  ].join('\n');
}

function fieldSentence({ field, shape }: AuditView): string {
  if (field === null) return 'No field with text was found.';
  return `Read from ${markdownCode(field)} (${shape}).`;
}

function sharesTable(title: string, audit: Pick<AuditView, 'mixture' | 'unexplained'>): string {
  return table(
    [title, 'Share (95 % interval)'],
    [
      ...shownShares(audit).map((share) => [markdownCode(share.family), shareWords(share)]),
      ['unexplained: no known family', unexplainedText(audit)],
    ],
  );
}

function coverageTable({ coverage }: Pick<AuditView, 'coverage'>): string {
  const skipped = Object.entries(coverage.skipped).map(([reason, n]) => [
    `skipped: ${skipWords[reason as SkipReason]}`,
    n.toLocaleString('en'),
  ]);
  return table(
    [`Coverage of ${count(coverage.rows, 'row')}`, 'Samples'],
    [
      ['analyzed', coverage.analysed.toLocaleString('en')],
      ...skipped,
      ['**all**', coverage.samples.toLocaleString('en')],
    ],
  );
}

function leakSentence({ flags, suppressed }: AuditView): string | null {
  const leaks = Object.entries(flags).map(
    ([flag, n]) => `${codeLink(flag as Flag)} ${n.toLocaleString('en')}`,
  );
  const parts = [
    leaks.length === 0 ? null : `Leaks: ${leaks.join(', ')}.`,
    suppressed === 0
      ? null
      : `${count(suppressed, 'sample')} suppressed by ${markdownCode('teacherprint.json')}.`,
  ].filter((part) => part !== null);
  return parts.length === 0 ? null : parts.join(' ');
}

function copiesSentence({ duplicates }: AuditView): string | null {
  const words = duplicateWords(duplicates);
  return words === null ? null : `Copies: ${words}.`;
}

function samplesTable({ top, findings }: AuditView): string | null {
  const shown = top.slice(0, samplesShown);
  if (shown.length === 0) return null;
  const rest = findings - shown.length;
  const samples = table(
    ['Row', 'Verdict', 'Leaks', 'Text'],
    shown.map((sample) => [
      sample.turn === null ? String(sample.row) : `${sample.row}:${sample.turn}`,
      verdictText(sample),
      sample.flags.map(codeLink).join(', '),
      markdownCode(sample.problem ?? sample.preview),
    ]),
  );
  const more = rest > 0 ? `\n\n… and ${count(rest, 'finding')} more.` : '';
  return `### Samples to look at first\n\n${samples}${more}`;
}

function verdictText(sample: SampleView): string {
  if (sample.skipped !== null) return `not analyzed: ${skipWords[sample.skipped]}`;
  const probability = sample.probability ?? 0;
  const family = markdownCode(sample.family ?? '');
  if (sample.verdict !== 'match') return `unknown (${family} ${probabilityText(probability)})`;
  return `${family} ${probabilityText(probability)} (${strengthOf(bitsOf(probability))})`;
}

function codeLink(code: Flag): string {
  return `[${code}](${diagnosticDocs}#${code})`;
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}
