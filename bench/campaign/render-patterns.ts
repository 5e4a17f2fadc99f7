/** docs/evaluation-patterns.md from its figures. */

import type { PatternResult, PatternSeries } from './pattern-cases.ts';
import { markdownTable } from './markdown-table.ts';

export type PatternFigures = PatternSeries & { readonly results: readonly PatternResult[] };

/** A card is the pattern's if so many of the rows that it names are. */
const leastPurity = 0.5;

export function renderPatterns(figures: readonly PatternFigures[]): string {
  return [
    '# Simulated patterns, found and not',
    'Written by `npm run evaluate:patterns`. Each log is one of [campaign-simulation.md](campaign-simulation.md), with ordinary traffic of many organizations around one pattern or look-alike. The rules were made on logs of other seeds; this page shows all that were run.',
    ...figures.filter(({ results }) => results.length > 0).map(section),
    '',
  ].join('\n\n');
}

function section({ requests, share, of, seeds, results }: PatternFigures): string {
  const names = [...new Set(results.map(({ name }) => name))];
  const title = `## ${requests.toLocaleString('en')} requests, ${share * 100} % ${of}`;
  const range =
    seeds.length === 1 ? `Seed ${seeds[0]!}.` : `Seeds ${seeds[0]!} to ${seeds.at(-1)!}.`;
  const rows = names.map((name) => rowOf(results.filter((result) => result.name === name)));
  const isPattern = of === 'patterns';
  return [
    title,
    isPattern
      ? `${range} Found: there is a card, and most of the rows that it names are of the pattern.`
      : `${range} No card should be there.`,
    isPattern
      ? markdownTable(
          ['pattern', 'found', 'of its requests', 'rows named are its own', 'other cards', 'axes'],
          rows.map((row) => [row.name, row.found, row.recall, row.purity, row.others, row.axes]),
        )
      : markdownTable(
          ['look-alike', 'logs', 'with a card'],
          names.map((name) => {
            const own = results.filter((result) => result.name === name);
            return [name, own.length, own.filter(({ cards }) => cards.length > 0).length];
          }),
        ),
  ].join('\n\n');
}

function rowOf(
  results: readonly PatternResult[],
): Record<'name' | 'found' | 'recall' | 'purity' | 'axes', string> & { others: number } {
  const found = results.flatMap(({ wanted, cards }) => {
    const [best] = [...cards]
      .filter(({ purity }) => purity >= leastPurity)
      .sort((a, b) => b.requests - a.requests);
    return best === undefined
      ? []
      : [{ ...best, recall: Math.min(1, (best.requests * best.purity) / wanted) }];
  });
  const counts = new Map<string, number>();
  for (const axis of found.flatMap(({ axes }) => axes))
    counts.set(axis, (counts.get(axis) ?? 0) + 1);
  const all = results.reduce((sum, { cards }) => sum + cards.length, 0);
  const mean = (values: readonly number[]): string =>
    values.length === 0
      ? ''
      : `${((100 * values.reduce((a, b) => a + b, 0)) / values.length).toFixed(0)} %`;
  return {
    name: results[0]!.name,
    found: `${found.length} of ${results.length}`,
    recall: mean(found.map(({ recall }) => recall)),
    purity: mean(found.map(({ purity }) => purity)),
    others: all - found.length,
    axes: [...counts]
      .sort(([, a], [, b]) => b - a)
      .map(([axis, n]) => (n === found.length ? axis : `${axis} ${n}`))
      .join(', '),
  };
}
