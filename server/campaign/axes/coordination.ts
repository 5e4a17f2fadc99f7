/**
 * Coordination: accounts share work as one program would divide it among them. Five tests, each of something
 * that independent people do not do; the smallest p-value counts, five times.
 */

import { createRandom } from '../../engine/random.ts';
import { count } from '../../../protocol/words.ts';
import { dedication, type Group, type LogContext, requestsPerAccount } from '../group.ts';
import { chiSquareLower, poissonLower } from '../statistics.ts';
import type { Axis } from './finding.ts';
import { handOver } from './hand-over.ts';

const fewestAccounts = 3;
/** Of all that the accounts ask. People who happen to share a phrase ask other things most of the time; cover
 *  traffic may be more than half. */
const leastDedication = 0.3;
/** Colleagues share prompts: accounts of one organisation are one party. */
const mostOfOneOrganisation = 0.9;
/** Pupils and people who pass a prompt on ask the same; a program that divides work does not. */
const mostAskedTwice = 0.2;

interface Test {
  readonly p: number;
  readonly words: string;
}

export const coordination: Axis = (group, log) => {
  if (group.accounts.length < fewestAccounts || dedication(group, log) < leastDedication)
    return null;
  const counts = [...requestsPerAccount(group, log.table).values()];
  const tests = [
    evenness(counts),
    alternation(group, log, counts),
    likeAccounts(group, log, counts),
    partition(group, log),
    handOver(group, log),
  ].filter((test) => test !== null);
  const [best] = tests.sort((a, b) => a.p - b.p);
  if (best === undefined) return null;
  const askedTwice = shareAskedTwice(group, log);
  const others = tests.slice(1).filter(({ p }) => p <= 0.01);
  return {
    axis: 'coordination',
    statistic: 'accounts that share the templates',
    observed: group.accounts.length,
    expected: 1,
    p: Math.min(1, best.p * 5),
    isLarge:
      askedTwice <= mostAskedTwice && largestOrganisation(group, log) <= mostOfOneOrganisation,
    words: `${count(group.accounts.length, 'account')}: ${[best, ...others].map(({ words }) => words).join('; ')}`,
  };
};

/** Independent accounts of equal activity would differ as Poisson counts do, and others more. */
function evenness(counts: readonly number[]): Test | null {
  const mean = counts.reduce((sum, n) => sum + n, 0) / counts.length;
  if (mean < 5) return null;
  const dispersion = counts.reduce((sum, n) => sum + (n - mean) ** 2 / mean, 0);
  return {
    p: chiSquareLower(dispersion, counts.length - 1),
    words: `they take equal turns, ${mean.toFixed(0)} requests each`,
  };
}

/** Exchanging account labels over the group's requests: how often two neighbors in time have the same one. */
function alternation(
  { requests }: Group,
  { table }: LogContext,
  counts: readonly number[],
): Test | null {
  const expected = counts.reduce((sum, n) => sum + n * (n - 1), 0) / requests.length;
  if (expected < 3) return null;
  let same = 0;
  for (let i = 1; i < requests.length; i++) {
    if (table.account[requests[i - 1]!] === table.account[requests[i]!]) same++;
  }
  return {
    p: poissonLower(same, expected),
    words: `a request is followed by one of the same account ${same} times, where ${expected.toFixed(0)} are expected`,
  };
}

const draws = 99_999;
/** Enough to know that it is no rare thing. */
const enoughAsEven = 100;
/** With fewer others to draw from, no draw would be unlike the next. */
const fewestOthers = 20;
const leastRequestsEach = 4;

/** Drawing as many other accounts of the log: how often do they differ as little in how much they ask? */
function likeAccounts(group: Group, log: LogContext, counts: readonly number[]): Test | null {
  if (group.requests.length < counts.length * leastRequestsEach) return null;
  const isOwn = new Set(group.accounts);
  const others: number[] = [];
  log.accountRequests.forEach((requests, account) => {
    if (!isOwn.has(account) && requests >= leastRequestsEach) others.push(Math.log(requests));
  });
  if (others.length < Math.max(fewestOthers, counts.length)) return null;
  const observed = variance(counts.map(Math.log));
  const random = createRandom(log.seed);
  let asEven = 0;
  let drawn = 0;
  for (; drawn < draws && asEven < enoughAsEven; drawn++) {
    const values = counts.map(() => others[random.below(others.length)]!);
    if (variance(values) <= observed) asEven++;
  }
  return {
    p: (asEven + 1) / (drawn + 1),
    words: 'they differ less in how much they ask than other accounts of the log do',
  };
}

function variance(values: readonly number[]): number {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  return values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length;
}

/** Exchanging account labels: how likely is it that no prompt that was asked again was asked by another account? */
function partition({ requests }: Group, { table }: LogContext): Test | null {
  const firstBy = new Map<number, number>();
  const perAccount = new Map<number, number>();
  let repeats = 0;
  let crossings = 0;
  for (const i of requests) {
    const [prompt, account] = [table.prompt[i]!, table.account[i]!];
    perAccount.set(account, (perAccount.get(account) ?? 0) + 1);
    const first = firstBy.get(prompt);
    if (first === undefined) firstBy.set(prompt, account);
    else {
      repeats++;
      if (first !== account) crossings++;
    }
  }
  if (repeats < 3) return null;
  let same = 0;
  for (const n of perAccount.values()) same += (n / requests.length) ** 2;
  return {
    p: poissonLower(crossings, repeats * (1 - same)),
    words: `of ${count(repeats, 'prompt')} that was asked again, ${crossings} by another account`,
  };
}

/** Of the different prompts, those that more than one account asked. */
function shareAskedTwice({ requests }: Group, { table }: LogContext): number {
  const askedBy = new Map<number, number>();
  let twice = 0;
  for (const i of requests) {
    const [prompt, account] = [table.prompt[i]!, table.account[i]!];
    const first = askedBy.get(prompt);
    if (first === undefined) askedBy.set(prompt, account);
    else if (first >= 0 && first !== account) {
      twice++;
      askedBy.set(prompt, -1);
    }
  }
  return twice / askedBy.size;
}

/** 0 if the log does not tell organisations. */
function largestOrganisation({ requests }: Group, { table }: LogContext): number {
  const counts = new Map<number, number>();
  for (const i of requests) {
    const organisation = table.organisation[i]!;
    if (organisation >= 0) counts.set(organisation, (counts.get(organisation) ?? 0) + 1);
  }
  return Math.max(0, ...counts.values()) / requests.length;
}
