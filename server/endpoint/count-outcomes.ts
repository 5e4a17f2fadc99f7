/** What became of every call of a plan, added up. */

import {
  type CollectedView,
  type FailureReason,
  failureReasons,
  type UnaskedReason,
  unaskedReasons,
} from '../../protocol/collecting.ts';
import type { Call } from './call.ts';
import type { Outcome } from './ledger.ts';

export interface Ended {
  readonly calls: readonly Call[];
  readonly outcomes: ReadonlyMap<string, Outcome>;
  /** Why a call without an outcome was not made. */
  readonly unasked: (id: string) => UnaskedReason;
}

/** `stops`: sentences about what ended the run. */
export function countOutcomes(
  { calls, outcomes, unasked: whyUnasked }: Ended,
  stops: readonly string[],
): Omit<CollectedView, 'output' | 'calls' | 'promptTokens' | 'answerTokens'> {
  const failed = new Map<FailureReason, number>();
  const unasked = new Map<UnaskedReason, number>();
  const troubles = new Map<FailureReason, string>();
  const answeredAs = new Set<string>();
  let [answered, cut] = [0, 0];
  for (const { id, model } of calls) {
    const outcome = outcomes.get(id);
    if (outcome === undefined) {
      const why = whyUnasked(id);
      unasked.set(why, (unasked.get(why) ?? 0) + 1);
    } else if (outcome.kind === 'failed') {
      failed.set(outcome.reason, (failed.get(outcome.reason) ?? 0) + 1);
      if (!troubles.has(outcome.reason)) troubles.set(outcome.reason, outcome.message);
    } else {
      answered++;
      if (outcome.finish === 'length') cut++;
      if (outcome.answeredAs !== null && outcome.answeredAs !== model.name)
        answeredAs.add(outcome.answeredAs);
    }
  }
  return {
    planned: calls.length,
    answered,
    cut,
    failed: inOrder(failureReasons, failed),
    unasked: inOrder(unaskedReasons, unasked),
    answeredAs: [...answeredAs].sort(),
    troubles: [...stops, ...[...troubles].map(([reason, message]) => `${reason}: ${message}`)],
  };
}

function inOrder<Reason extends string>(
  order: readonly Reason[],
  counts: ReadonlyMap<Reason, number>,
): Partial<Record<Reason, number>> {
  const entries = order.flatMap((reason) => {
    const number = counts.get(reason);
    return number === undefined ? [] : [[reason, number]];
  });
  return Object.fromEntries(entries) as Partial<Record<Reason, number>>;
}
