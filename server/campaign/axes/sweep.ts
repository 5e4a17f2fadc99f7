/** Sweep, then scale: many templates are tried, most of them fail, and one is then used at scale. */

import { percent } from '../../../protocol/words.ts';
import type { Group, LogContext } from '../group.ts';
import { hypergeometricUpper } from '../statistics.ts';
import type { Axis } from './finding.ts';

const fewestVariants = 5;
/** Of the later requests, those that follow the one template. */
const leastScaled = 0.6;
const leastRatio = 2;

/** Null hypothesis: the winner's requests are as often early as the others' are (Fisher's exact test). */
export const sweep: Axis = (group, { table }) => {
  const order = group.requests;
  const winner = mostFrequent(group, table);
  const variants = group.templates.length - 1;
  if (variants < fewestVariants) return null;
  const half = order.length >> 1;
  let [early, late] = [0, 0];
  order.forEach((request, at) => {
    if (table.template[request] !== winner) return;
    if (at < half) early++;
    else late++;
  });
  const observed = late / (order.length - half);
  const expected = early / half;
  return {
    axis: 'sweep',
    statistic: 'share of one template in the later half of the requests',
    observed,
    expected,
    p: hypergeometricUpper(late, {
      drawn: order.length - half,
      marked: early + late,
      total: order.length,
    }),
    isLarge: observed >= leastScaled && observed >= leastRatio * expected,
    words: `${variants} other templates were tried before; then ${percent(observed)} of the requests follow one, ${percent(expected)} before`,
  };
};

function mostFrequent({ requests }: Group, { template }: LogContext['table']): number {
  const counts = new Map<number, number>();
  for (const i of requests) counts.set(template[i]!, (counts.get(template[i]!) ?? 0) + 1);
  return [...counts].sort(([a, n], [b, m]) => m - n || a - b)[0]![0];
}
