/** Which failures are worth another try, and how long to wait before it. */

import type { FailureReason } from '../../protocol/collecting.ts';
import { hashText } from '../engine/hash.ts';
import { createRandom } from '../engine/random.ts';

export const mostAttempts = 5;

/** They may be gone the next time, so a later run asks again as well. */
const passing: ReadonlySet<FailureReason> = new Set<FailureReason>([
  'rate-limited',
  'server-error',
  'unreachable',
  'connection',
  'timeout',
]);

export function isRetried(reason: FailureReason): boolean {
  return passing.has(reason);
}

/** What is wrong with the key, the account or the address is wrong for every question. */
export function stopsAll(reason: FailureReason): boolean {
  return ['unauthorized', 'no-quota', 'redirected', 'unreachable'].includes(reason);
}

/** About the question and not about the moment: asking again would get the same. */
export function isFinal(reason: FailureReason): boolean {
  return ['empty', 'filtered', 'refused', 'too-large'].includes(reason);
}

const firstDelayMs = 1000;
const longestDelayMs = 60_000;

/** Who is told to come back later than this is better off with a later run. */
const longestWaitMs = 5 * 60_000;

/**
 * Milliseconds until the next attempt; null: do not try again. `attempt` counts from 1 and is the one
 * that failed. The chance in it keeps calls that failed together from coming back together.
 */
export function delayBefore(
  attempt: number,
  retryAfter: string | null,
  { seed, now }: { readonly seed: string; readonly now: number },
): number | null {
  if (attempt >= mostAttempts) return null;
  const asked = readRetryAfter(retryAfter, now);
  if (asked !== null && asked > longestWaitMs) return null;
  const most = Math.min(longestDelayMs, firstDelayMs * 2 ** (attempt - 1));
  const chance = createRandom(hashText(`${seed}/${attempt}`)).next();
  return Math.max(asked ?? 0, Math.round(most * (0.5 + chance / 2)));
}

/** Seconds, or a date; null: neither. */
function readRetryAfter(text: string | null, now: number): number | null {
  if (text === null) return null;
  if (/^\s*\d+(?:\.\d+)?\s*$/.test(text)) return Number(text) * 1000;
  // Anything else that looks like a date to JavaScript is none to HTTP.
  const date = /^\s*[A-Z][a-z]+,/.test(text) ? Date.parse(text) : NaN;
  return Number.isNaN(date) ? null : Math.max(0, date - now);
}
