/** Value: the group asks for what trains a model best, far more often than the rest of the log does. */

import { percent } from '../../../protocol/words.ts';
import { hasSeveralParties } from '../parties.ts';
import { hypergeometricUpper } from '../statistics.ts';
import { learnedShift, type ValueLabel, valueLabels } from '../value-labels.ts';
import type { Axis, AxisFinding } from './finding.ts';

const leastRate = 0.3;
const leastRatio = 3;
/** Every team with an evaluation or an annotation pipeline asks these; only of several parties are they odd. */
const common: ReadonlySet<ValueLabel> = new Set(['grading by a rubric', 'format of training data']);

/** Null hypothesis: the group asks for it as often as all others (Fisher's exact test, the smallest p-value of
 *  all labels, times their number). */
export const askedValue: Axis = (group, log) => {
  const { requests } = group;
  const { table } = log;
  const rest = table.length - requests.length;
  if (rest === 0) return null;
  const isSeveral = hasSeveralParties(group, log);
  let best: AxisFinding | null = null;
  valueLabels.forEach((label, at) => {
    // Learned weights take much for what it resembles: of one customer, only phrases count.
    const bit = isSeveral ? at + learnedShift : at;
    const own = requests.reduce((sum, i) => sum + ((table.labels[i]! >> bit) & 1), 0);
    if (own === 0) return;
    const marked = log.labelCounts[bit]!;
    const observed = own / requests.length;
    const expected = (marked - own) / rest;
    const p = hypergeometricUpper(own, { drawn: requests.length, marked, total: table.length });
    if (best !== null && best.p <= p * valueLabels.length) return;
    best = {
      axis: 'value',
      statistic: `share of requests for ${label}`,
      observed,
      expected,
      p: Math.min(1, p * valueLabels.length),
      isLarge:
        observed >= leastRate &&
        observed >= leastRatio * expected &&
        (!common.has(label) || isSeveral),
      words: `${percent(observed)} of the requests are for ${label}, ${percent(expected)} of all others`,
      label,
    };
  });
  return best;
};
