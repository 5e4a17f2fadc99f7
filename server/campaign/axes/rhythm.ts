/** Rhythm: activity without the night, or at a rate that does not vary, as programs have it. */

import { percent } from '../../../protocol/words.ts';
import type { Group, LogContext } from '../group.ts';
import { binomialUpper, chiSquareLower } from '../statistics.ts';
import type { Axis, AxisFinding } from './finding.ts';

const hour = 3_600_000;
const quietHours = 8;
const leastHours = 24;
/** Of these hours' fair share, a third of the day, so much: people who work at night have less. */
const leastQuietShare = 0.22;
/** Variance over mean of the requests per hour; people come in sessions and have 3 and more. */
const mostFano = 1.3;

/** Both are looked at, and the smaller p-value counts twice. */
export const rhythm: Axis = (group, log) => {
  const hours = activeHoursOf(group, log);
  if (hours === null) return null;
  const found = [nightless(hours.cells, log.activeHours), steady(hours.requests)].filter(
    (finding) => finding !== null,
  );
  const [best] = found.sort((a, b) => Number(b.isLarge) - Number(a.isLarge) || a.p - b.p);
  return best === undefined ? null : { ...best, p: Math.min(1, best.p * 2) };
};

interface Hours {
  /** Cells of an account and an hour with requests, by the hour of the day. */
  readonly cells: Int32Array;
  /** Requests of each hour from the first to the last one. */
  readonly requests: Float64Array;
}

function activeHoursOf({ requests }: Group, { table }: LogContext): Hours | null {
  const known = requests.filter((i) => !Number.isNaN(table.time[i]!));
  if (known.length === 0) return null;
  const first = Math.floor(table.time[known[0]!]! / hour);
  const span = Math.floor(table.time[known.at(-1)!]! / hour) - first + 1;
  if (span < leastHours || span > 100_000) return null;
  const perHour = new Float64Array(span);
  const cells = new Int32Array(24);
  const seen = new Set<number>();
  for (const i of known) {
    const at = Math.floor(table.time[i]! / hour);
    perHour[at - first]!++;
    const cell = table.account[i]! * 100_000 + at - first;
    if (seen.has(cell)) continue;
    seen.add(cell);
    cells[((at % 24) + 24) % 24]!++;
  }
  return { cells, requests: perHour };
}

/** Null hypothesis: the accounts keep the hours of the rest of the log. */
function nightless(own: Int32Array, all: Int32Array): AxisFinding | null {
  const others = all.map((n, i) => n - own[i]!);
  const rest = sum(others);
  const cells = sum(own);
  if (rest < 100) return null;
  const quiet = quietest(others);
  const expected = sum(quiet.map((at) => others[at]!)) / rest;
  const inQuiet = sum(quiet.map((at) => own[at]!));
  const observed = inQuiet / cells;
  return {
    axis: 'rhythm',
    statistic: "share of activity in the log's eight quietest hours",
    observed,
    expected,
    p: binomialUpper(inQuiet, cells, Math.max(expected, 1 / rest)),
    isLarge: observed >= Math.max(leastQuietShare, expected * 1.5),
    words: `${percent(observed)} of the activity is in the log's eight quietest hours, ${percent(expected)} of others'`,
  };
}

/** Where the quietest hours in a row are. */
function quietest(hours: Int32Array): number[] {
  let best: number[] = [];
  let least = Infinity;
  for (let start = 0; start < 24; start++) {
    const places = Array.from({ length: quietHours }, (_, i) => (start + i) % 24);
    const total = sum(places.map((at) => hours[at]!));
    if (total < least) [best, least] = [places, total];
  }
  return best;
}

/** Null hypothesis: requests come independently of each other, at one rate; people's vary more. */
function steady(requests: Float64Array): AxisFinding | null {
  const mean = sum(requests) / requests.length;
  if (mean < 1) return null;
  const dispersion = requests.reduce((total, n) => total + (n - mean) ** 2 / mean, 0);
  const observed = dispersion / (requests.length - 1);
  return {
    axis: 'rhythm',
    statistic: 'variance over mean of the requests per hour',
    observed,
    expected: 1,
    p: chiSquareLower(dispersion, requests.length - 1),
    isLarge: observed <= mostFano,
    words: `${mean.toFixed(1)} requests an hour, more evenly than by chance`,
  };
}

function sum(values: ArrayLike<number>): number {
  let total = 0;
  for (let i = 0; i < values.length; i++) total += values[i]!;
  return total;
}
