/** Templates that mostly the same accounts use → groups of requests. */

import type { Group, LogContext } from './group.ts';

/** Fewer requests say nothing in any test. */
const leastRequests = 12;
/** Templates go together if so many of the accounts that use either use both. Many accounts that take turns
 *  share fewer, and meet less often by chance. */
const leastOverlap = { few: 0.5, many: 0.25 } as const;
const manyAccounts = 4;
/** Of an account, its most frequent ones are compared; others are rare, or of an aggregator. */
const comparedTemplates = 8;

export function findGroups({ table, templateCount, accountRequests }: LogContext): Group[] {
  const counts = countByTemplate(table.template, table.account, templateCount);
  const parents = Int32Array.from({ length: templateCount }, (_, template) => template);
  for (const [a, b] of meetingPairs(counts)) {
    if (belongTogether(counts[a]!, counts[b]!)) parents[rootOf(parents, a)] = rootOf(parents, b);
  }
  joinDedicated(parents, counts, accountRequests);
  const members = new Map<number, number[]>();
  for (let template = 1; template < templateCount; template++) {
    if (counts[template]!.size === 0) continue;
    const root = rootOf(parents, template);
    members.set(root, [...(members.get(root) ?? []), template]);
  }
  return groupsOf([...members.values()], { table, templateCount }, counts);
}

type AccountCounts = Map<number, number>;

function countByTemplate(
  templates: Int32Array,
  accounts: Int32Array,
  templateCount: number,
): AccountCounts[] {
  const counts = Array.from({ length: templateCount }, () => new Map<number, number>());
  for (let i = 0; i < templates.length; i++) {
    if (templates[i] === 0) continue;
    const ofTemplate = counts[templates[i]!]!;
    ofTemplate.set(accounts[i]!, (ofTemplate.get(accounts[i]!) ?? 0) + 1);
  }
  return counts;
}

/** Pairs of templates that some account uses both of. */
function meetingPairs(counts: readonly AccountCounts[]): [number, number][] {
  const byAccount = new Map<number, { template: number; requests: number }[]>();
  counts.forEach((accounts, template) => {
    for (const [account, requests] of accounts) {
      const used = byAccount.get(account);
      if (used === undefined) byAccount.set(account, [{ template, requests }]);
      else used.push({ template, requests });
    }
  });
  const pairs = new Set<number>();
  for (const used of byAccount.values()) {
    const most = used.sort((a, b) => b.requests - a.requests).slice(0, comparedTemplates);
    for (const [i, { template: a }] of most.entries()) {
      for (const { template: b } of most.slice(i + 1)) {
        pairs.add(Math.min(a, b) * counts.length + Math.max(a, b));
      }
    }
  }
  return [...pairs]
    .sort((a, b) => a - b)
    .map((pair) => [Math.floor(pair / counts.length), pair % counts.length]);
}

function belongTogether(a: AccountCounts, b: AccountCounts): boolean {
  const [small, large] = a.size < b.size ? [a, b] : [b, a];
  let both = 0;
  for (const account of small.keys()) if (large.has(account)) both++;
  const either = a.size + b.size - both;
  const least = small.size >= manyAccounts ? leastOverlap.many : leastOverlap.few;
  return both / either >= least;
}

/** Of the accounts of a small set of templates, so many are in the larger one … */
const leastContained = 0.8;
/** … and both are so much of what these accounts ask: nobody who asks other things as well joins strangers. */
const leastDedicated = 0.6;

/** A few accounts try templates that many use later: then one set of accounts is within another. */
function joinDedicated(
  parents: Int32Array,
  counts: readonly AccountCounts[],
  accountRequests: Int32Array,
): void {
  const sets = new Map<number, AccountCounts>();
  counts.forEach((ofTemplate, template) => {
    const root = rootOf(parents, template);
    const set = sets.get(root) ?? new Map<number, number>();
    for (const [account, n] of ofTemplate) set.set(account, (set.get(account) ?? 0) + n);
    sets.set(root, set);
  });
  const homes = new Map<number, number[]>();
  for (const [root, accounts] of sets) {
    for (const account of accounts.keys())
      homes.set(account, [...(homes.get(account) ?? []), root]);
  }
  const smallest = [...sets].sort(([a, m], [b, n]) => m.size - n.size || a - b);
  for (const [root, accounts] of smallest) {
    if (accounts.size < 2) continue;
    const home = largest(root, accounts, { sets, homes, accountRequests });
    if (home !== null) parents[rootOf(parents, root)] = rootOf(parents, home);
  }
}

interface Homes {
  readonly sets: ReadonlyMap<number, AccountCounts>;
  /** Sets of templates that an account uses one of. */
  readonly homes: ReadonlyMap<number, readonly number[]>;
  readonly accountRequests: Int32Array;
}

/** The largest set that the accounts are within, if any. */
function largest(
  root: number,
  accounts: AccountCounts,
  { sets, homes, accountRequests }: Homes,
): number | null {
  let best: number | null = null;
  const candidates = new Set([...accounts.keys()].flatMap((account) => homes.get(account) ?? []));
  for (const other of candidates) {
    const set = sets.get(other)!;
    if (other === root || set.size <= Math.max(accounts.size, sizeOf(sets, best))) continue;
    if (isWithin(accounts, set, accountRequests) && isHome(set, accountRequests)) best = other;
  }
  return best;
}

/** Of all that the accounts of a home ask; a phrase that thousands use now and then is none. */
const leastAtHome = 0.3;

function isHome(set: AccountCounts, accountRequests: Int32Array): boolean {
  let all = 0;
  for (const account of set.keys()) all += accountRequests[account]!;
  return sumOf(set) >= all * leastAtHome;
}

function sizeOf(sets: ReadonlyMap<number, AccountCounts>, root: number | null): number {
  return root === null ? 0 : sets.get(root)!.size;
}

function isWithin(
  small: AccountCounts,
  large: AccountCounts,
  accountRequests: Int32Array,
): boolean {
  let [contained, asked, all] = [0, 0, 0];
  for (const [account, requests] of small) {
    const there = large.get(account);
    if (there === undefined) continue;
    contained++;
    asked += requests + there;
    all += accountRequests[account]!;
  }
  return contained >= small.size * leastContained && asked >= all * leastDedicated;
}

function rootOf(parents: Int32Array, template: number): number {
  let root = template;
  while (parents[root] !== root) root = parents[root]!;
  for (let at = template; at !== root;) [parents[at], at] = [root, parents[at]!];
  return root;
}

function groupsOf(
  members: readonly (readonly number[])[],
  { table, templateCount }: Pick<LogContext, 'table' | 'templateCount'>,
  counts: readonly AccountCounts[],
): Group[] {
  const sizes = members.map((templates) =>
    templates.reduce((sum, template) => sum + sumOf(counts[template]!), 0),
  );
  const groupOf = new Int32Array(templateCount).fill(-1);
  members.forEach((templates, group) => {
    if (sizes[group]! < leastRequests) return;
    for (const template of templates) groupOf[template] = group;
  });
  const requests = sizes.map((size) => new Int32Array(size));
  const used = new Int32Array(sizes.length);
  for (let i = 0; i < table.length; i++) {
    const group = groupOf[table.template[i]!]!;
    if (group >= 0) requests[group]![used[group]!++] = i;
  }
  return members.flatMap((templates, group) =>
    sizes[group]! < leastRequests
      ? []
      : [
          {
            templates,
            accounts: busiest(templates, counts),
            requests: inTime(requests[group]!, table.time),
          },
        ],
  );
}

function sumOf(counts: AccountCounts): number {
  let sum = 0;
  for (const n of counts.values()) sum += n;
  return sum;
}

function busiest(templates: readonly number[], counts: readonly AccountCounts[]): number[] {
  const sums = new Map<number, number>();
  for (const template of templates) {
    for (const [account, n] of counts[template]!) sums.set(account, (sums.get(account) ?? 0) + n);
  }
  return [...sums].sort(([a, n], [b, m]) => m - n || a - b).map(([account]) => account);
}

/** Requests without a time stay where they are among those before and after. */
function inTime(requests: Int32Array, times: Float64Array): Int32Array {
  return requests.sort((a, b) => times[a]! - times[b]! || 0 || a - b);
}
