/** Pivot: within two days of a model's first appearance the group moves to it, and others do not. */

import { percent } from '../../../protocol/words.ts';
import type { LogContext } from '../group.ts';
import { hasSeveralParties } from '../parties.ts';
import { hypergeometricUpper } from '../statistics.ts';
import type { Axis, AxisFinding } from './finding.ts';

const window = 48 * 3_600_000;
/** A model that is there from the start is not new: it must appear after this part of the log. */
const leastWait = 0.1;
/** Of an account's requests in these two days, so many go to the new model: then it has moved. */
const leastShare = 0.4;
/** Of the group's accounts, and of others'. A release that everybody takes part in is none of its doing. */
const leastMoved = 0.5;
const leastRatio = 2;
/** One or two requests are no move. */
const leastRequests = 3;
/** Fewer may be of one or two organizations, which decide for all their accounts at once. */
const fewestAccounts = 6;

/** Null hypothesis: accounts are exchangeable labels, and these moved as often as others (Fisher's exact test).
 *  An account counts once, since all its requests follow one decision. */
export const pivot: Axis = (group, log) => {
  // One party that moves its application to a new model is a customer.
  if (!hasSeveralParties(group, log)) return null;
  const isOwn = new Set(group.accounts);
  let best: AxisFinding | null = null;
  log.modelFrom.forEach((appeared, model) => {
    if (!(appeared > log.from + (log.to - log.from) * leastWait)) return;
    let [drawn, marked, total, own] = [0, 0, 0, 0];
    for (const [account, share] of movedShares(log, model, appeared)) {
      const [isMember, hasMoved] = [isOwn.has(account), share >= leastShare];
      total++;
      if (isMember) drawn++;
      if (hasMoved) marked++;
      if (isMember && hasMoved) own++;
    }
    if (drawn < fewestAccounts || total === drawn) return;
    const observed = own / drawn;
    const expected = (marked - own) / (total - drawn);
    const p = hypergeometricUpper(own, { drawn, marked, total });
    if (best !== null && best.p <= p) return;
    best = {
      axis: 'pivot',
      statistic: 'share of accounts that moved to a model within two days of its first request',
      observed,
      expected,
      p,
      isLarge: observed >= leastMoved && observed >= leastRatio * expected,
      words: `${percent(observed)} of the accounts moved to a new model within two days, ${percent(expected)} of all others`,
    };
  });
  return best;
};

/** Of each account with enough requests before and in the two days, the share to the model. Who comes for the new
 *  model has not moved. */
function movedShares({ table }: LogContext, model: number, appeared: number): Map<number, number> {
  const counts = new Map<number, [all: number, toModel: number, before: number]>();
  for (let i = 0; i < table.length; i++) {
    const time = table.time[i]!;
    if (!(time <= appeared + window)) continue;
    const ofAccount = counts.get(table.account[i]!) ?? [0, 0, 0];
    if (time < appeared) ofAccount[2]++;
    else ofAccount[0]++;
    if (table.model[i] === model) ofAccount[1]++;
    counts.set(table.account[i]!, ofAccount);
  }
  const enough = [...counts].filter(
    ([, [all, , before]]) => Math.min(all, before) >= leastRequests,
  );
  return new Map(enough.map(([account, [all, toModel]]) => [account, toModel / all]));
}
