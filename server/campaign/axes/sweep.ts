/** Sweep, then scale: many templates are tried, most of them without success, and one is then used at scale. */

import { percent } from '../../../protocol/words.ts';
import type { LogContext } from '../group.ts';
import { hypergeometricUpper } from '../statistics.ts';
import type { Axis } from './finding.ts';

const fewestVariants = 5;
/** Of the later requests, those that follow the one template. */
const leastScaled = 0.6;
/** Of the tries. */
const leastFailed = 0.5;
/** A refusal is short: of the usual answer at scale, less than so much. */
const shortAnswer = 0.25;

/** Null hypothesis: the tries are answered as the one template is (Fisher's exact test). That they come before
 *  is tested the same way, and the larger p-value counts. */
export const sweep: Axis = ({ requests, templates }, { table }) => {
  const variants = templates.length - 1;
  if (variants < fewestVariants) return null;
  const winner = mostFrequent(requests, table);
  const scaled = requests.filter((i) => table.template[i] === winner);
  const tries = requests.filter((i) => table.template[i] !== winner);
  const usual = medianTokens(scaled, table);
  const isFailed = (i: number): boolean => {
    const tokens = table.outputTokens[i]!;
    return table.status[i]! >= 400 || (tokens >= 0 && tokens < usual * shortAnswer);
  };
  const failedTries = tries.filter(isFailed).length;
  const failed = failedTries + scaled.filter(isFailed).length;
  const half = requests.length >> 1;
  const early = requests.subarray(0, half).filter((i) => table.template[i] !== winner).length;
  const later = requests.length - half;
  const observed = (later - (tries.length - early)) / later;
  const failure = failedTries / tries.length;
  return {
    axis: 'sweep',
    statistic: 'share of tries that fail, against that of the template used at scale',
    observed: failure,
    expected: (failed - failedTries) / scaled.length,
    p: Math.max(
      hypergeometricUpper(failedTries, {
        drawn: tries.length,
        marked: failed,
        total: requests.length,
      }),
      hypergeometricUpper(early, { drawn: half, marked: tries.length, total: requests.length }),
    ),
    isLarge: failure >= leastFailed && observed >= leastScaled,
    words:
      `${variants} other templates were tried and ${percent(failure)} of that failed; ` +
      `then ${percent(observed)} of the requests follow one`,
  };
};

function mostFrequent(requests: Int32Array, { template }: LogContext['table']): number {
  const counts = new Map<number, number>();
  for (const i of requests) counts.set(template[i]!, (counts.get(template[i]!) ?? 0) + 1);
  return [...counts].sort(([a, n], [b, m]) => m - n || a - b)[0]![0];
}

/** 0 if the log does not tell. */
function medianTokens(requests: Int32Array, { outputTokens }: LogContext['table']): number {
  const known = [...requests].map((i) => outputTokens[i]!).filter((tokens) => tokens >= 0);
  return known.sort((a, b) => a - b)[known.length >> 1] ?? 0;
}
