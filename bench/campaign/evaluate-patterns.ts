/**
 * `npm run evaluate:patterns`: how often the audit finds each simulated pattern, into docs/evaluation-patterns.md. It
 * takes an hour of one core; with `--results FILE`, what is in the file is not run again, and what was run is added.
 */

import { appendFileSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import {
  type PatternCase,
  casesOf,
  type PatternResult,
  type PatternSeries,
  runCase,
} from './pattern-cases.ts';
import { renderPatterns } from './render-patterns.ts';

const from = (first: number, count: number): number[] =>
  Array.from({ length: count }, (_, i) => first + i);

/** Rules were made on seeds below 21. */
const series: readonly PatternSeries[] = [
  { requests: 6000, share: 0.05, seeds: from(21, 20), of: 'patterns' },
  { requests: 6000, share: 0.05, seeds: from(21, 10), of: 'look-alikes' },
  { requests: 10_000, share: 0.05, seeds: from(21, 10), of: 'patterns' },
  { requests: 14_000, share: 0.05, seeds: from(21, 10), of: 'patterns' },
  { requests: 20_000, share: 0.05, seeds: from(21, 5), of: 'patterns' },
  { requests: 300_000, share: 0.01, seeds: [21], of: 'patterns' },
  { requests: 1_000_000, share: 0.05, seeds: [21], of: 'patterns' },
];

const { values } = parseArgs({
  options: { results: { type: 'string' }, 'most-requests': { type: 'string' } },
});

const keyOf = ({ name, requests, share, seed }: PatternCase): string =>
  [name, requests, share, seed].join(' ');
const known = new Map<string, PatternResult>();
if (values.results !== undefined && existsSync(values.results)) {
  for (const line of readFileSync(values.results, 'utf8').split('\n').filter(Boolean)) {
    const result = JSON.parse(line) as PatternResult;
    known.set(keyOf(result), result);
  }
}
const most = Number(values['most-requests'] ?? Infinity);
for (const it of series.flatMap(casesOf)) {
  if (known.has(keyOf(it)) || it.requests > most) continue;
  const result = await runCase(it);
  known.set(keyOf(it), result);
  process.stderr.write(`${keyOf(it)}: ${result.cards.length} cards\n`);
  if (values.results !== undefined) appendFileSync(values.results, `${JSON.stringify(result)}\n`);
}
const groups = series.map((it) => ({
  ...it,
  results: casesOf(it).flatMap((one) => known.get(keyOf(one)) ?? []),
}));
writeFileSync(
  fileURLToPath(new URL('../../docs/evaluation-patterns.md', import.meta.url)),
  renderPatterns(groups),
);
