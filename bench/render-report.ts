/** Measurements → the report in Markdown. */

import type { Measurement } from './measurement.ts';

export interface Section {
  readonly title: string;
  /** Share of the machine that others used just before, 0 to 1. */
  readonly busy: number;
  readonly measurements: readonly Measurement[];
}

export interface Report {
  readonly date: string;
  readonly machine: string;
  readonly profile: string;
  readonly sections: readonly Section[];
}

export function renderReport({ date, machine, profile, sections }: Report): string {
  const all = sections.flatMap(({ measurements }) => measurements);
  const missed = all.filter(({ isMet }) => isMet === false);
  const budgets = all.filter(({ isMet }) => isMet !== null).length;
  return [
    '# Bench',
    `${date} · ${machine} · profile “${profile}”`,
    `${budgets - missed.length} of ${budgets} budgets met.`,
    ...sections.map(renderSection),
  ].join('\n\n');
}

function renderSection({ title, busy, measurements }: Section): string {
  return [
    `## ${title.charAt(0).toUpperCase()}${title.slice(1)}`,
    `Others used ${Math.round(busy * 100)} % of the machine just before.`,
    [
      '| what | measured | budget | met |',
      '| --- | ---: | ---: | --- |',
      ...measurements.map(renderRow),
    ].join('\n'),
  ].join('\n\n');
}

function renderRow({ what, value, unit, budget, isMet }: Measurement): string {
  const met = isMet === null ? '' : isMet ? 'yes' : '**no**';
  return `| ${what} | ${renderNumber(value)} ${unit} | ${budget ?? ''} | ${met} |`;
}

/** Three digits that mean something, and none that do not. */
function renderNumber(value: number): string {
  return value.toLocaleString('en', {
    maximumSignificantDigits: Math.abs(value) < 1000 ? 3 : 4,
  });
}
