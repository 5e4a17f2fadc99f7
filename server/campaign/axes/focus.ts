/** Focus: the requests are about few kinds of tasks, others than the log's. */

import { percent } from '../../../protocol/words.ts';
import { capabilities } from '../capability.ts';
import { chiSquareUpper } from '../statistics.ts';
import type { Axis } from './finding.ts';

/** Jensen and Shannon's divergence in bits; two mixtures without anything in common have 1. */
const leastDivergence = 0.15;

/** Null hypothesis: the tasks are drawn from those of all other requests (likelihood ratio test). */
export const focus: Axis = ({ requests }, { table, capabilityCounts }) => {
  const own = new Float64Array(capabilities.length);
  for (const i of requests) own[table.capability[i]!]!++;
  const size = requests.length;
  const rest = table.length - size;
  if (rest === 0) return null;
  const shares = own.map((n) => n / size);
  // None is impossible because the rest happens to lack it.
  const others = own.map((n, k) => (capabilityCounts[k]! - n + 0.5) / (rest + own.length / 2));
  const degrees = own.length - 1;
  const top = own.indexOf(Math.max(...own));
  const observed = divergence(shares, others);
  return {
    axis: 'focus',
    statistic: "divergence of the tasks from the log's, in bits",
    observed,
    expected: degrees / (8 * size * Math.LN2),
    p: chiSquareUpper(likelihoodRatio(shares, others, size), degrees),
    isLarge: observed >= leastDivergence,
    words:
      `${percent(shares[top]!)} of the requests are about ${capabilities[top]!}, ` +
      `${percent(others[top]!)} of all others`,
  };
};

function likelihoodRatio(shares: Float64Array, others: Float64Array, size: number): number {
  let sum = 0;
  shares.forEach((share, k) => {
    if (share > 0) sum += share * Math.log(share / others[k]!);
  });
  return Math.max(0, 2 * size * sum);
}

function divergence(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  a.forEach((share, k) => {
    const middle = (share + b[k]!) / 2;
    if (share > 0) sum += (share * Math.log2(share / middle)) / 2;
    if (b[k]! > 0) sum += (b[k]! * Math.log2(b[k]! / middle)) / 2;
  });
  return sum;
}
