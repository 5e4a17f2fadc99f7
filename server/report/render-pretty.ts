/** An audit for a terminal: who wrote the file, where, what was skipped, and the worst samples. */

import type { AuditView, PartsView, SampleView } from '../../protocol/views.ts';
import {
  baselineWords,
  claimWords,
  clusterWords,
  count,
  duplicateWords,
  partWords,
  percent,
  shareWords,
  skipWords,
} from '../../protocol/words.ts';
import { escapeTerminal } from './escape-terminal.ts';
import { callsSentence, caveats, coverageSentence, stateSentence } from './sentences.ts';
import { shownShares } from './shares.ts';
import { probabilityText } from './words.ts';

export interface PrettyOptions {
  /** Columns of the terminal. */
  readonly width: number;
  readonly color: boolean;
}

/** Where nobody shows it on a screen. */
export const plainLook: PrettyOptions = { width: 120, color: false };

const barWidth = 20;
const stripWidth = 28;
const samplesShown = 12;

export function renderPretty(audit: AuditView, options: PrettyOptions): string {
  const paint = painter(options.color);
  const lines = [
    paint.bold(`TEACHERPRINT ─ ${escapeTerminal(audit.path)}`),
    `profile ${escapeTerminal(audit.profile.id)}: ${escapeTerminal(audit.profile.summary)}`,
    '',
    coverageSentence(audit.coverage),
    fieldLine(audit),
  ];
  const state = stateSentence(audit);
  if (state !== null) lines.push(paint.warn(state));
  if (audit.coverage.analysed > 0) {
    lines.push('', ...mixtureLines(audit, paint), '', callsSentence(audit));
    lines.push(...caveats(audit, escapeTerminal).map((sentence) => paint.warn(sentence)));
  }
  lines.push(...audit.parts.filter(hasShares).flatMap((parts) => partLines(parts, paint)));
  lines.push(...flagLines(audit), ...duplicateLines(audit), ...sampleLines(audit, options, paint));
  return lines.join('\n') + '\n';
}

function fieldLine({ field, shape }: AuditView): string {
  if (field === null) return 'No field with text was found; name it with --field';
  return `I read ${escapeTerminal(field)} (${shape}); another field: --field PATH`;
}

function mixtureLines(audit: AuditView, paint: Painter): string[] {
  const bins = audit.strip.firstRows.length;
  const lines = [
    paint.bold(
      `${'Who wrote this file (95 % interval)'.padEnd(51)}Where (row 1 … ${audit.coverage.rows})`,
    ),
    ...shownShares(audit).map(({ family, share, low, high }) =>
      [
        escapeTerminal(family).padEnd(12),
        bar(share).padEnd(barWidth),
        shareWords({ share, low, high }).padStart(16),
        bins > 1 ? sparkline(audit.strip.families[family] ?? []) : '',
      ].join(' '),
    ),
  ];
  const { share } = audit.unexplained;
  lines.push(
    `${'unexplained'.padEnd(12)} ${bar(share).padEnd(barWidth)} ${percent(share).padStart(16)} no known family`,
  );
  return lines.map((line) => line.trimEnd());
}

const partsShown = 12;

/** Parts that are all too small say nothing; they are in the reports for programs. */
function hasShares({ parts }: PartsView): boolean {
  return parts.some(({ unexplained }) => unexplained !== null);
}

function partLines({ column, parts, others }: PartsView, paint: Painter): string[] {
  const shown = parts.slice(0, partsShown);
  const rest = parts.length - shown.length + others;
  return [
    '',
    paint.bold(`By ${escapeTerminal(column)}`),
    ...shown.map((part) => {
      const name = escapeTerminal(part.value).padEnd(20);
      return `${name} ${count(part.samples, 'sample').padStart(16)}  ${partWords(part, escapeTerminal)}`;
    }),
    ...(rest > 0 ? [`… and ${count(rest, 'smaller part')}`] : []),
    '',
  ];
}

const eighths = ' ▏▎▍▌▋▊▉█';

function bar(share: number): string {
  const steps = Math.round(share * barWidth * 8);
  return '█'.repeat(Math.floor(steps / 8)) + (steps % 8 === 0 ? '' : eighths[steps % 8]!);
}

const levels = '▁▂▃▄▅▆▇█';

/** Values from 0 to 1 along a file, such as mean probabilities, averaged to a fixed width. */
export function sparkline(values: readonly number[]): string {
  const width = Math.min(stripWidth, values.length);
  return Array.from({ length: width }, (_, column) => {
    const from = Math.floor((column * values.length) / width);
    const to = Math.max(from + 1, Math.floor(((column + 1) * values.length) / width));
    const part = values.slice(from, to);
    const mean = part.reduce((sum, value) => sum + value, 0) / part.length;
    return levels[Math.min(levels.length - 1, Math.floor(mean * levels.length))]!;
  }).join('');
}

function flagLines({ flags, claims, suppressed, baseline }: AuditView): string[] {
  const parts = Object.entries(flags).map(([flag, n]) => `${flag} ${n.toLocaleString('en')}`);
  const lines = parts.length === 0 ? [] : [`Leaks: ${parts.join(', ')}`];
  const claimed = claimWords(claims, escapeTerminal);
  if (claimed !== null) lines.push(`Texts say that they are by: ${claimed}`);
  if (suppressed > 0) lines.push(`${count(suppressed, 'sample')} suppressed by teacherprint.json`);
  lines.push(...baselineWords(baseline));
  return lines;
}

const clustersShown = 3;
const rowsShown = 6;

function duplicateLines({ duplicates }: AuditView): string[] {
  const words = duplicateWords(duplicates);
  if (words === null) return [];
  const clusters = duplicates.clusters.slice(0, clustersShown).map((cluster) => {
    const rows = cluster.rows.slice(0, rowsShown).map((row) => row.toLocaleString('en'));
    const more = cluster.rows.length > rows.length ? ', …' : '';
    return `  ${clusterWords(cluster)}: rows ${rows.join(', ')}${more}`;
  });
  return [`Duplicates: ${words}`, ...clusters];
}

function sampleLines(audit: AuditView, options: PrettyOptions, paint: Painter): string[] {
  const shown = audit.top.slice(0, samplesShown);
  if (shown.length === 0) return [];
  const rest = audit.findings - shown.length;
  return [
    '',
    paint.bold('Worst samples'),
    ...shown.map((sample) => sampleLine(sample, options)),
    ...(rest > 0
      ? [`… and ${count(rest, 'finding')} more: --format jsonl lists every sample`]
      : []),
  ];
}

function sampleLine(sample: SampleView, { width }: PrettyOptions): string {
  const place = String(sample.row) + (sample.turn === null ? '' : `:${sample.turn}`);
  const line = `${place.padStart(8)}  ${verdictText(sample).padEnd(34)}  `;
  const text = escapeTerminal(sample.problem ?? sample.preview);
  const room = Math.max(20, width - line.length);
  return line + (text.length > room ? text.slice(0, room - 1).toWellFormed() + '…' : text);
}

function verdictText(sample: SampleView): string {
  if (sample.skipped !== null) return skipWords[sample.skipped];
  const probability = probabilityText(sample.probability ?? 0);
  const family = escapeTerminal(sample.family ?? '');
  const verdict =
    sample.verdict === 'match' ? `${family} ${probability}` : `unknown (${family} ${probability})`;
  return [verdict, ...sample.flags].join(' ');
}

export interface Painter {
  bold(text: string): string;
  warn(text: string): string;
}

export function painter(color: boolean): Painter {
  const wrap = (code: number) => (text: string) =>
    color ? `\u001b[${code}m${text}\u001b[0m` : text;
  return { bold: wrap(1), warn: wrap(33) };
}
