/** Structure: the accounts ask little else than a few templates. So does every application. */

import { percent } from '../../../protocol/words.ts';
import { dedication } from '../group.ts';
import { hypergeometricUpper } from '../statistics.ts';
import type { Axis } from './finding.ts';

const leastShare = 0.5;

/** Null hypothesis: accounts are exchangeable labels, and these accounts ask the templates as often as all do. */
export const structure: Axis = (group, log) => {
  const { table, accountRequests } = log;
  const drawn = group.accounts.reduce((sum, account) => sum + accountRequests[account]!, 0);
  const marked = group.requests.length;
  const observed = dedication(group, log);
  return {
    axis: 'structure',
    statistic: "share of the accounts' requests in the templates",
    observed,
    expected: marked / table.length,
    p: hypergeometricUpper(marked, { drawn, marked, total: table.length }),
    isLarge: observed >= leastShare,
    words: `${percent(observed)} of what these accounts ask follows the templates`,
  };
};
