/** Sets of templates that are too rare to be tested by themselves → the set that their accounts mostly use. */

import { binomialUpper } from './statistics.ts';
import type { TemplateUses } from './template-uses.ts';

/** Of a rare set's requests, so many are of accounts whose home is the other one … */
const leastShared = 0.8;
/** … and hardly by chance: of a crowd, everybody is a member. */
const mostP = 0.01;

export interface Sizes {
  /** Requests of each account, whatever they ask. */
  readonly accountRequests: Int32Array;
  /** Of the log. */
  readonly requests: number;
  /** Sets with so many requests are no strays. */
  readonly least: number;
}

/** `setOf`: of each template, the set that it is in, which is changed for strays; the first template is in none. */
export function adoptStrays(setOf: Int32Array, uses: TemplateUses, sizes: Sizes): void {
  const setRequests = new Int32Array(uses.templateCount);
  for (let template = 1; template < uses.templateCount; template++)
    setRequests[setOf[template]!]! += uses.requests[template]!;
  const isStray = (set: number): boolean => setRequests[set]! < sizes.least;
  const home = homesOf(setOf, uses, { isStray, accounts: sizes.accountRequests.length });
  const homeRequests = new Float64Array(uses.templateCount);
  home.forEach((set, account) => {
    if (set > 0) homeRequests[set]! += sizes.accountRequests[account]!;
  });
  const strays = new Map<number, Map<number, number>>();
  forEachUse(setOf, uses, (set, account, count) => {
    if (!isStray(set)) return;
    const homes = strays.get(set) ?? new Map<number, number>();
    homes.set(home[account]!, (homes.get(home[account]!) ?? 0) + count);
    strays.set(set, homes);
  });
  const adopted = new Map<number, number>();
  for (const [stray, homes] of strays) {
    const [set, shared] = [...homes].sort(([a, n], [b, m]) => m - n || a - b)[0]!;
    const all = setRequests[stray]!;
    if (set === 0 || shared < all * leastShared) continue;
    if (binomialUpper(shared, all, homeRequests[set]! / sizes.requests) <= mostP)
      adopted.set(stray, set);
  }
  for (let template = 1; template < uses.templateCount; template++)
    setOf[template] = adopted.get(setOf[template]!) ?? setOf[template]!;
}

/** Of each account, the set that it uses most and that is no stray; 0: none. */
function homesOf(
  setOf: Int32Array,
  uses: TemplateUses,
  { isStray, accounts }: { readonly isStray: (set: number) => boolean; readonly accounts: number },
): Int32Array {
  const used = Array.from({ length: accounts }, () => null as Map<number, number> | null);
  forEachUse(setOf, uses, (set, account, count) => {
    if (isStray(set)) return;
    const sets = (used[account] ??= new Map<number, number>());
    sets.set(set, (sets.get(set) ?? 0) + count);
  });
  return Int32Array.from(used, (sets) => {
    let [home, most] = [0, 0];
    for (const [set, count] of sets ?? []) if (count > most) [home, most] = [set, count];
    return home;
  });
}

function forEachUse(
  setOf: Int32Array,
  { templateCount, start, account, count }: TemplateUses,
  use: (set: number, account: number, count: number) => void,
): void {
  for (let template = 1; template < templateCount; template++) {
    for (let i = start[template]!; i < start[template + 1]!; i++)
      use(setOf[template]!, account[i]!, count[i]!);
  }
}
