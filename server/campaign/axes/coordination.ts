/**
 * Coordination: accounts share work as one program would divide it among them. Three tests, each of something
 * that independent people do not do; the smallest p-value counts, three times.
 */

import { count } from '../../../protocol/words.ts';
import { type Group, type LogContext, requestsPerAccount } from '../group.ts';
import { hasSeveralParties } from '../parties.ts';
import { chiSquareLower, poissonLower } from '../statistics.ts';
import type { Axis } from './finding.ts';
import { handOver } from './hand-over.ts';

interface Test {
  readonly p: number;
  readonly words: string;
}

export const coordination: Axis = (group, log) => {
  if (!hasSeveralParties(group, log)) return null;
  const counts = [...requestsPerAccount(group, log.table).values()];
  const tests = [evenness(counts), alternation(group, log, counts), handOver(group, log)].filter(
    (test) => test !== null,
  );
  const [best] = tests.sort((a, b) => a.p - b.p);
  if (best === undefined) return null;
  const others = tests.slice(1).filter(({ p }) => p <= 0.01);
  return {
    axis: 'coordination',
    statistic: 'accounts that share the templates',
    observed: group.accounts.length,
    expected: 1,
    p: Math.min(1, best.p * 3),
    isLarge: true,
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
