/** Which account uses which template, and how often: rows of a sparse matrix. */

import type { LogContext } from './group.ts';

export interface TemplateUses {
  readonly templateCount: number;
  /** Requests with the template. */
  readonly requests: Int32Array;
  /** Of a template, its uses are from here to where the next one's begin. */
  readonly start: Int32Array;
  /** Of a use, in ascending order within a template. */
  readonly account: Int32Array;
  readonly count: Int32Array;
}

/** The first template is none, and has no uses. */
export function templateUses(log: LogContext): TemplateUses {
  const { templateCount, accountCount } = log;
  const start = new Int32Array(templateCount + 1);
  forEachUse(log, (template) => start[template + 1]!++);
  for (let template = 1; template <= templateCount; template++)
    start[template]! += start[template - 1]!;
  const account = new Int32Array(start[templateCount]!);
  const count = new Int32Array(account.length);
  const requests = new Int32Array(templateCount);
  const next = start.slice();
  forEachUse(log, (template, who, times) => {
    const at = next[template]!++;
    account[at] = who;
    count[at] = times;
    requests[template]! += times;
  });
  return { templateCount, requests, start, account, count };

  function forEachUse(
    { table, requestsOf }: LogContext,
    use: (template: number, account: number, count: number) => void,
  ): void {
    for (let who = 0; who < accountCount; who++) {
      const templates = requestsOf(who)
        .map((i) => table.template[i]!)
        .sort();
      for (let from = 0; from < templates.length;) {
        let to = from;
        while (to < templates.length && templates[to] === templates[from]) to++;
        if (templates[from]! > 0) use(templates[from]!, who, to - from);
        from = to;
      }
    }
  }
}

/**
 * Morisita's index of overlap: the chance that a request of each come from one account, beside the chance that two of
 * the same do. 1: the same accounts in the same proportion; 0: none in common. It does not depend on how many requests
 * there are, as the share of common accounts would: in a long log everybody has used everything once.
 * Source: Morisita 1959; the larger chance stands below, so that a few are not alike a crowd that they are part of.
 */
export function overlap(uses: TemplateUses, a: number, b: number): number {
  const { start, account, count, requests } = uses;
  let both = 0;
  for (let i = start[a]!, j = start[b]!; i < start[a + 1]! && j < start[b + 1]!;) {
    if (account[i] === account[j]) both += count[i++]! * count[j++]!;
    else if (account[i]! < account[j]!) i++;
    else j++;
  }
  const chance = both / (requests[a]! * requests[b]!);
  return chance / Math.max(repetition(uses, a), repetition(uses, b));
}

/** The chance that two requests come from one account, with one pair added that does, for those who have hardly any. */
function repetition({ start, count, requests }: TemplateUses, template: number): number {
  let same = 2;
  for (let i = start[template]!; i < start[template + 1]!; i++) same += count[i]! * (count[i]! - 1);
  const all = requests[template]!;
  return same / (all * (all - 1) + 2);
}
