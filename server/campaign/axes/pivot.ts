/** Pivot: within two days of a model's first appearance the group moves to it, and others do not. */

import { percent } from '../../../protocol/words.ts';
import type { LogContext } from '../group.ts';
import { hasSeveralParties, partyOf } from '../parties.ts';
import { hypergeometricUpper } from '../statistics.ts';
import type { Axis, AxisFinding } from './finding.ts';

const window = 48 * 3_600_000;
/** A model that is there from the start is not new: it must appear after this part of the log. */
const leastWait = 0.1;
/** Of a party's requests in these two days, so many go to the new model: then it has moved. */
const leastShare = 0.4;
/** Of the group's parties, and of others'. A release that everybody takes part in is none of its doing. */
const leastMoved = 0.5;
const leastRatio = 2;
/** One or two requests are no move. */
const leastRequests = 3;
const fewestParties = 3;

/** Null hypothesis: parties are exchangeable labels, and these moved as often as others (Fisher's exact test). A party
 *  counts once, since all its requests follow one decision: an organisation's, or where the log tells none, an account's. */
export const pivot: Axis = (group, log) => {
  // One party that moves its application to a new model is a customer.
  if (!hasSeveralParties(group, log)) return null;
  const isOwn = new Set(group.accounts);
  let best: AxisFinding | null = null;
  log.modelFrom.forEach((appeared, model) => {
    if (!(appeared > log.from + (log.to - log.from) * leastWait)) return;
    const own = movesOf(log, { model, appeared }, (account) => isOwn.has(account));
    const others = movesOf(log, { model, appeared }, (account) => !isOwn.has(account));
    if (own.parties < fewestParties || others.parties === 0) return;
    const observed = own.moved / own.parties;
    const expected = others.moved / others.parties;
    const p = hypergeometricUpper(own.moved, {
      drawn: own.parties,
      marked: own.moved + others.moved,
      total: own.parties + others.parties,
    });
    if (best !== null && best.p <= p) return;
    best = {
      axis: 'pivot',
      statistic: 'share of parties that moved to a model within two days of its first request',
      observed,
      expected,
      p,
      isLarge: observed >= leastMoved && observed >= leastRatio * expected,
      words: `${percent(observed)} of the parties moved to a new model within two days, ${percent(expected)} of all others`,
    };
  });
  return best;
};

/** Parties with enough requests before and in the two days, and those that have moved. Who comes for the new model has
 *  not moved. */
function movesOf(
  { table }: LogContext,
  { model, appeared }: { readonly model: number; readonly appeared: number },
  isCounted: (account: number) => boolean,
): { readonly parties: number; readonly moved: number } {
  const counts = new Map<number, [before: number, after: number, toModel: number]>();
  for (let i = 0; i < table.length; i++) {
    const time = table.time[i]!;
    if (!(time <= appeared + window) || !isCounted(table.account[i]!)) continue;
    const party = partyOf(table, i);
    let ofParty = counts.get(party);
    if (ofParty === undefined) counts.set(party, (ofParty = [0, 0, 0]));
    ofParty[time < appeared ? 0 : 1]++;
    if (table.model[i] === model) ofParty[2]++;
  }
  const known = [...counts.values()].filter(
    ([before, after]) => Math.min(before, after) >= leastRequests,
  );
  const moved = known.filter(([, after, toModel]) => toModel >= after * leastShare);
  return { parties: known.length, moved: moved.length };
}
