/** Sweep, then scale: accounts try this and that, mostly without success, and then use one template at scale. */

import { percent } from '../../../protocol/words.ts';
import type { Group, LogContext } from '../group.ts';
import { hypergeometricUpper } from '../statistics.ts';
import type { Axis } from './finding.ts';

const fewestTries = 8;
/** Of the tries. */
const leastFailed = 0.5;
/** Of the tries, so many come before the first quarter of the template's requests has passed. */
const leastEarly = 0.6;
/** A refusal is short: of the usual answer at scale, less than so much. */
const shortAnswer = 0.25;

/** Null hypothesis: whatever else the accounts ask fails as often as the template does (Fisher's exact test). */
export const sweep: Axis = (group, log) => {
  const { table } = log;
  const { scaled, others } = divide(group, log);
  const scaling = table.time[scaled[scaled.length >> 2]!]!;
  const tries = others.filter((i) => table.time[i]! < scaling);
  if (tries.length < fewestTries || differentPrompts(tries, table) < fewestTries) return null;
  const usual = medianTokens(scaled, table);
  const isFailed = (i: number): boolean => {
    const tokens = table.outputTokens[i]!;
    return table.status[i]! >= 400 || (tokens >= 0 && tokens < usual * shortAnswer);
  };
  const failedTries = tries.filter(isFailed).length;
  const failedAtScale = scaled.filter(isFailed).length;
  const observed = failedTries / tries.length;
  const expected = failedAtScale / scaled.length;
  return {
    axis: 'sweep',
    statistic: 'share of tries that fail, against that of the template used at scale',
    observed,
    expected,
    p: hypergeometricUpper(failedTries, {
      drawn: tries.length,
      marked: failedTries + failedAtScale,
      total: tries.length + scaled.length,
    }),
    isLarge: observed >= leastFailed && tries.length >= others.length * leastEarly,
    words:
      `${tries.length} other requests of these accounts came first and ${percent(observed)} of them failed ` +
      `or got a short answer; of the template's, ${percent(expected)} do`,
  };
};

/** The requests of the most frequent template, and all else that the accounts ask, in the order of time. */
function divide(
  { accounts, requests }: Group,
  { table, requestsOf }: LogContext,
): { readonly scaled: Int32Array; readonly others: number[] } {
  const counts = new Map<number, number>();
  for (const i of requests)
    counts.set(table.template[i]!, (counts.get(table.template[i]!) ?? 0) + 1);
  const [winner] = [...counts].sort(([a, n], [b, m]) => m - n || a - b)[0]!;
  const scaled = requests.filter((i) => table.template[i] === winner);
  const others = accounts.flatMap((account) =>
    [...requestsOf(account)].filter((i) => table.template[i] !== winner),
  );
  return { scaled, others };
}

function differentPrompts(requests: readonly number[], { prompt }: LogContext['table']): number {
  return new Set(requests.map((i) => prompt[i]!)).size;
}

/** 0 if the log does not tell. */
function medianTokens(requests: Int32Array, { outputTokens }: LogContext['table']): number {
  const known = [...requests].map((i) => outputTokens[i]!).filter((tokens) => tokens >= 0);
  return known.sort((a, b) => a - b)[known.length >> 1] ?? 0;
}
