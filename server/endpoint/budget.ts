/** The hard stop: what a call may cost at most is set aside before it goes out. */

import type { Usage } from './reply.ts';

/** Null: without limit. */
export interface Limits {
  readonly calls: number;
  readonly tokens: number | null;
  readonly cost: { readonly most: number; readonly prices: Prices } | null;
}

/** Per million tokens, in any currency. */
export interface Prices {
  readonly prompt: number;
  readonly answer: number;
}

export interface Budget {
  /** Null: there is not enough left, unless calls that are out give something back. */
  reserve(most: Usage): Reservation | null;
  /** Counts what an earlier run spent. */
  add(calls: number, used: Usage): void;
  spent(): Usage & { readonly calls: number };
}

export interface Reservation {
  /** `used` null: nobody knows, so it counts as all that was set aside. */
  settle(used: Usage | null): void;
}

export function createBudget({ calls, tokens, cost }: Limits): Budget {
  const spent = { calls: 0, promptTokens: 0, answerTokens: 0 };
  const count = ({ promptTokens, answerTokens }: Usage, sign: 1 | -1): void => {
    spent.promptTokens += sign * promptTokens;
    spent.answerTokens += sign * answerTokens;
  };
  const fits = (more: Usage): boolean => {
    const promptTokens = spent.promptTokens + more.promptTokens;
    const answerTokens = spent.answerTokens + more.answerTokens;
    if (spent.calls >= calls) return false;
    if (tokens !== null && promptTokens + answerTokens > tokens) return false;
    return cost === null || costOf({ promptTokens, answerTokens }, cost.prices) <= cost.most;
  };
  return {
    reserve(most) {
      if (!fits(most)) return null;
      spent.calls++;
      count(most, 1);
      return {
        settle(used) {
          if (used === null) return;
          count(most, -1);
          count(used, 1);
        },
      };
    },
    add(earlier, used) {
      spent.calls += earlier;
      count(used, 1);
    },
    spent: () => ({ ...spent }),
  };
}

export function costOf({ promptTokens, answerTokens }: Usage, prices: Prices): number {
  return (promptTokens * prices.prompt + answerTokens * prices.answer) / 1e6;
}
