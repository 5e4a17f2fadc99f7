/** Pivot: within two days of a model's first appearance the group moves to it, and others do not. */

import { percent } from '../../../protocol/words.ts';
import { hasSeveralParties } from '../parties.ts';
import { hypergeometricUpper } from '../statistics.ts';
import type { Axis, AxisFinding } from './finding.ts';

const window = 48 * 3_600_000;
/** A model that is there from the start is not new: it must appear after this part of the log. */
const leastWait = 0.1;
const leastShare = 0.4;
/** Of others' share. A release that everybody takes part in is none of the group's doing. */
const leastRatio = 2;
const leastRequests = 12;

/** Null hypothesis: in these days the group chooses models as all others do (Fisher's exact test). */
export const pivot: Axis = (group, log) => {
  // One party that moves its application to a new model is a customer.
  if (!hasSeveralParties(group, log)) return null;
  const { requests } = group;
  const { table, from, to, modelFrom } = log;
  const isMember = new Set(requests);
  let best: AxisFinding | null = null;
  modelFrom.forEach((appeared, model) => {
    if (!(appeared > from + (to - from) * leastWait)) return;
    let [drawn, marked, total, own] = [0, 0, 0, 0];
    for (let i = 0; i < table.length; i++) {
      const time = table.time[i]!;
      if (!(time >= appeared && time <= appeared + window)) continue;
      const [isOwn, isNew] = [isMember.has(i), table.model[i] === model];
      total++;
      if (isOwn) drawn++;
      if (isNew) marked++;
      if (isOwn && isNew) own++;
    }
    if (drawn < leastRequests || total === drawn) return;
    const observed = own / drawn;
    const expected = (marked - own) / (total - drawn);
    const finding: AxisFinding = {
      axis: 'pivot',
      statistic: 'share of requests to a model within two days of its first one',
      observed,
      expected,
      p: hypergeometricUpper(own, { drawn, marked, total }),
      isLarge: observed >= leastShare && observed >= leastRatio * expected,
      words: `${percent(observed)} of the requests went to a new model within two days, ${percent(expected)} of others'`,
    };
    if (best === null || finding.p < best.p) best = finding;
  });
  return best;
};
