/** One line per sample for a spreadsheet: the columns of `jsonl`, families and flags spread out. */

import { csvText } from './escape-csv.ts';

const before = [
  ...['file', 'row', 'turn', 'role', 'chars', 'lang'],
  ...['verdict', 'family', 'model', 'probability', 'q'],
] as const;
const after = ['flags', 'skipped'] as const;

/** A line of `jsonl`. */
type SampleLine = Record<(typeof before)[number] | 'skipped', string | number | null> & {
  readonly families: Readonly<Record<string, number>>;
  readonly flags: readonly string[];
};

export function csvHeader(families: readonly string[]): string {
  const names = [...before, ...families.map((family) => `families.${family}`), ...after];
  return endLine(names.map(csvText));
}

/** `line`: as `renderJsonLine` made it. */
export function renderCsvLine(line: string, families: readonly string[]): string {
  const sample = JSON.parse(line) as SampleLine;
  return endLine([
    ...before.map((name) => cell(sample[name])),
    ...families.map((family) => cell(sample.families[family] ?? null)),
    cell(sample.flags.join(';')),
    cell(sample.skipped),
  ]);
}

/** Numbers stay numbers, and what is not known stays empty. */
function cell(value: string | number | null): string {
  if (value === null) return '';
  return typeof value === 'number' ? String(value) : csvText(value);
}

function endLine(cells: readonly string[]): string {
  return `${cells.join(',')}\r\n`;
}
