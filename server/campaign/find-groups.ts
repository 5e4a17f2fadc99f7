/** Templates that mostly the same accounts use → groups of requests. */

import { adoptStrays } from './adopt-strays.ts';
import type { Group, LogContext } from './group.ts';
import { overlap, templateUses, type TemplateUses } from './template-uses.ts';

/** Fewer requests say nothing in any test. */
const leastRequests = 12;
/** Templates go together from here on. Cover traffic brings the accounts of a campaign and everybody else to the same
 *  everyday phrases, of which they are a small part. */
const leastOverlap = 0.5;
/** Of an account, its most frequent ones are compared; others are rare, or of an aggregator. */
const comparedTemplates = 8;

export function findGroups(log: LogContext): Group[] {
  const uses = templateUses(log);
  const parents = Int32Array.from({ length: uses.templateCount }, (_, template) => template);
  for (const [a, b] of meetingPairs(uses, log.accountCount)) {
    if (rootOf(parents, a) === rootOf(parents, b)) continue;
    if (overlap(uses, a, b) >= leastOverlap) parents[rootOf(parents, a)] = rootOf(parents, b);
  }
  const setOf = parents.map((_, template) => rootOf(parents, template));
  adoptStrays(setOf, uses, {
    accountRequests: log.accountRequests,
    requests: log.table.length,
    least: leastRequests,
  });
  const members = new Map<number, number[]>();
  for (let template = 1; template < uses.templateCount; template++) {
    if (uses.requests[template] === 0) continue;
    const others = members.get(setOf[template]!);
    if (others === undefined) members.set(setOf[template]!, [template]);
    else others.push(template);
  }
  return groupsOf([...members.values()], log, uses);
}

/** Pairs of templates that are among the most frequent ones of some account. */
function* meetingPairs(
  { templateCount, start, account, count }: TemplateUses,
  accountCount: number,
): Generator<readonly [number, number]> {
  const most = new Int32Array(accountCount * comparedTemplates);
  const times = new Int32Array(most.length);
  for (let template = 1; template < templateCount; template++) {
    for (let i = start[template]!; i < start[template + 1]!; i++) {
      const from = account[i]! * comparedTemplates;
      let at = from + comparedTemplates - 1;
      if (count[i]! <= times[at]!) continue;
      for (; at > from && times[at - 1]! < count[i]!; at--) {
        most[at] = most[at - 1]!;
        times[at] = times[at - 1]!;
      }
      most[at] = template;
      times[at] = count[i]!;
    }
  }
  const pairs: number[] = [];
  for (let from = 0; from < most.length; from += comparedTemplates) {
    const used = most.subarray(from, from + comparedTemplates).filter((it) => it > 0);
    for (const [i, a] of used.entries()) {
      for (const b of used.subarray(i + 1))
        pairs.push(Math.min(a, b) * templateCount + Math.max(a, b));
    }
  }
  let last = -1;
  for (const pair of Float64Array.from(pairs).sort()) {
    if (pair !== last) yield [Math.floor(pair / templateCount), pair % templateCount];
    last = pair;
  }
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
  uses: TemplateUses,
): Group[] {
  const large = members
    .map((templates) => ({
      templates,
      size: templates.reduce((sum, template) => sum + uses.requests[template]!, 0),
    }))
    .filter(({ size }) => size >= leastRequests);
  const groupOf = new Int32Array(templateCount).fill(-1);
  large.forEach(({ templates }, group) => {
    for (const template of templates) groupOf[template] = group;
  });
  const requests = large.map(({ size }) => new Int32Array(size));
  const used = new Int32Array(large.length);
  for (let i = 0; i < table.length; i++) {
    const group = groupOf[table.template[i]!]!;
    if (group >= 0) requests[group]![used[group]!++] = i;
  }
  return large.map(({ templates }, group) => groupOfRequests(templates, requests[group]!, table));
}

/** The requests are put into the order of time; those without one stay where they are among their neighbors. */
export function groupOfRequests(
  templates: readonly number[],
  requests: Int32Array,
  { time, account }: LogContext['table'],
): Group {
  requests.sort((a, b) => time[a]! - time[b]! || 0 || a - b);
  const counts = new Map<number, number>();
  for (const i of requests) counts.set(account[i]!, (counts.get(account[i]!) ?? 0) + 1);
  const accounts = [...counts].sort(([a, n], [b, m]) => m - n || a - b).map(([busiest]) => busiest);
  return { templates, accounts, requests };
}
