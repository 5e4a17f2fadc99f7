/** Groups whose accounts are those of a larger one → one group: few accounts may try what many use later. */

import { groupOfRequests } from './find-groups.ts';
import type { Group, LogContext } from './group.ts';

/** Of the requests of the smaller one, so many are of accounts of the larger one. */
const leastShared = 0.8;

/** Only among groups that stand out by themselves: everybody's phrases have the accounts of everybody. */
export function joinByAccounts(groups: readonly Group[], { table }: LogContext): Group[] {
  const joined: Group[] = [];
  const largestFirst = [...groups].sort((a, b) => b.requests.length - a.requests.length);
  for (const group of largestFirst) {
    const home = joined.findIndex(({ accounts }) => sharedBy(group, new Set(accounts), table));
    if (home === -1) joined.push(group);
    else joined[home] = union(joined[home]!, group, table);
  }
  return joined;
}

function sharedBy(
  { requests }: Group,
  accounts: ReadonlySet<number>,
  { account }: LogContext['table'],
): boolean {
  const shared = requests.reduce((sum, i) => sum + Number(accounts.has(account[i]!)), 0);
  return shared >= requests.length * leastShared;
}

function union(a: Group, b: Group, table: LogContext['table']): Group {
  const requests = new Int32Array(a.requests.length + b.requests.length);
  requests.set(a.requests);
  requests.set(b.requests, a.requests.length);
  return groupOfRequests([...a.templates, ...b.templates], requests, table);
}
