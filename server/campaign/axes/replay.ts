/** Replay: opaque reasoning that was given to one session or account is sent by another. Exact. */

import { count } from '../../../protocol/words.ts';
import { replayKind } from '../replays.ts';
import type { Axis } from './finding.ts';

/** One or two may be somebody who moved a conversation. */
const leastReplays = 3;
/** Two different blobs have one 64-bit hash; against any number of pairs that fits into a log. */
const collision = 1e-6;

export const replay: Axis = ({ requests }, { table }) => {
  let [sessions, accounts] = [0, 0];
  for (const i of requests) {
    if (table.replay[i] === replayKind.otherSession) sessions++;
    if (table.replay[i] === replayKind.otherAccount) accounts++;
  }
  const observed = sessions + accounts;
  if (observed === 0) return null;
  return {
    axis: 'replay',
    statistic: 'requests with reasoning of another session or account',
    observed,
    expected: 0,
    p: collision,
    isLarge: observed >= leastReplays,
    words:
      `${count(observed, 'request')} carry reasoning that another session or account was given ` +
      `(${accounts} another account)`,
  };
};
