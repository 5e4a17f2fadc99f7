/** Asks what a plan holds, several calls at once, within a budget; every reply is in the ledger first. */

import type { CollectedView, UnaskedReason } from '../../protocol/collecting.ts';
import { delayBefore, isFinal, isRetried, stopsAll } from './backoff.ts';
import type { Budget, Reservation } from './budget.ts';
import { bodyOf, type Call } from './call.ts';
import type { Ask } from './client.ts';
import type { Clock } from './clock.ts';
import { countOutcomes } from './count-outcomes.ts';
import type { Ledger, Outcome } from './ledger.ts';
import { mostTokensOf, type Plan } from './plan.ts';
import type { Reply } from './reply.ts';

export interface CollectOptions {
  readonly ask: Ask;
  readonly ledger: Ledger;
  readonly budget: Budget;
  readonly concurrency: number;
  readonly signal: AbortSignal;
  readonly clock: Clock;
  /** Called when a question has got its last reply. */
  readonly onEnded: (ended: number) => void;
  /** Null: all is asked in one go. */
  readonly rounds: Rounds | null;
}

/** Somebody looks at the answers now and then, while no call is out, and may end the run early. */
export interface Rounds {
  /** After how many of the plan's calls, ascending. */
  readonly looks: readonly number[];
  /** Whether nothing more needs to be asked. */
  readonly isEnough: () => Promise<boolean>;
}

/** So many questions to one model in a row without an answer, and nobody believes in the next one. */
const mostFailuresInARow = 5;

export async function collect(
  plan: Plan,
  options: CollectOptions,
): Promise<Omit<CollectedView, 'output'>> {
  const { ledger, signal, concurrency, onEnded, rounds } = options;
  const run = new Run(plan, options);
  // Ends all calls as soon as one cannot be written down.
  const broken = new AbortController();
  const either = AbortSignal.any([signal, broken.signal]);
  let ended = plan.calls.filter(({ id }) => isDone(ledger.outcomes.get(id))).length;
  const askAll = async (calls: readonly Call[]): Promise<void> => {
    const queue = calls.filter(({ id }) => !isDone(ledger.outcomes.get(id)));
    let next = 0;
    const work = async (): Promise<void> => {
      while (!either.aborted && next < queue.length) {
        await run.answer(queue[next++]!, either);
        onEnded(++ended);
      }
    };
    const workers = Array.from({ length: concurrency }, () =>
      work().catch((error: unknown) => {
        broken.abort(error);
      }),
    );
    await Promise.all(workers);
  };
  const { looks = [], isEnough } = rounds ?? {};
  let isEarlyEnd = false;
  let start = 0;
  for (const end of [...looks, plan.calls.length]) {
    await askAll(plan.calls.slice(start, end));
    start = end;
    if (either.aborted) break;
    isEarlyEnd = end < plan.calls.length && (await isEnough!());
    if (isEarlyEnd) break;
  }
  if (broken.signal.aborted) throw broken.signal.reason;
  return run.view(isEarlyEnd ? 'enough' : 'cancelled');
}

/** By an earlier run, or by this one: not asked again. */
export function isDone(outcome: Outcome | undefined): boolean {
  if (outcome === undefined) return false;
  return outcome.kind === 'answered' || isFinal(outcome.reason);
}

class Run {
  readonly #plan: Plan;
  readonly #options: CollectOptions;
  readonly #unasked = new Map<string, UnaskedReason>();
  readonly #failuresInARow = new Map<string, number>();
  /** Why nothing more is asked of a model, or of anybody (`''`). */
  readonly #stops = new Map<string, string>();
  /** Nobody is asked before this time. */
  #pausedUntil = 0;
  #open = new Set<Promise<unknown>>();

  constructor(plan: Plan, options: CollectOptions) {
    this.#plan = plan;
    this.#options = options;
  }

  /** Until there is an answer, or nothing more to try. */
  async answer(call: Call, signal: AbortSignal): Promise<void> {
    for (let attempt = 1; ; attempt++) {
      const why = await this.#untilAllowed(call, signal);
      // What failed before and is not asked again has its reason already.
      if (why !== null) {
        if (attempt === 1) this.#unasked.set(call.id, why);
        return;
      }
      const reply = await this.#ask(call, signal);
      if (reply === null) {
        if (attempt === 1) this.#unasked.set(call.id, signal.aborted ? 'cancelled' : 'budget');
        return;
      }
      if (reply.kind === 'answered') {
        this.#failuresInARow.delete(call.model.name);
        return;
      }
      const delay = isRetried(reply.reason) ? this.#delay(call, attempt, reply.retryAfter) : null;
      if (delay === null) {
        this.#giveUp(call, reply);
        return;
      }
      const until = this.#options.clock.now() + delay;
      // A limit is everybody's.
      if (reply.reason === 'rate-limited') this.#pausedUntil = Math.max(this.#pausedUntil, until);
      if (!(await this.#waited(delay, signal))) return;
    }
  }

  /** `rest`: why nobody came to the other calls. */
  view(rest: UnaskedReason): Omit<CollectedView, 'output'> {
    const { ledger, budget } = this.#options;
    const unasked = (id: string): UnaskedReason => this.#unasked.get(id) ?? rest;
    const ended = { calls: this.#plan.calls, outcomes: ledger.outcomes, unasked };
    return { ...countOutcomes(ended, [...this.#stops.values()]), ...budget.spent() };
  }

  /** Null: go on. */
  async #untilAllowed(call: Call, signal: AbortSignal): Promise<UnaskedReason | null> {
    const { clock } = this.#options;
    for (let left = 1; left > 0;) {
      if (signal.aborted) return 'cancelled';
      if (this.#stops.has('') || this.#stops.has(call.model.name)) return 'stopped';
      left = this.#pausedUntil - clock.now();
      if (left > 0 && !(await this.#waited(left, signal))) return 'cancelled';
    }
    return null;
  }

  /** Null: not asked for want of budget, or ended by `signal`. */
  async #ask(call: Call, signal: AbortSignal): Promise<Reply | null> {
    const { ledger, ask, clock } = this.#options;
    const most = mostTokensOf(call, this.#plan.settings);
    const reservation = await this.#reserve(call);
    if (reservation === null) return null;
    const asked = (async () => {
      await ledger.sent(call.id, most);
      const reply = await ask(bodyOf(call, this.#plan.settings), signal);
      if (reply === undefined) return null;
      await ledger.ended(call.id, reply, new Date(clock.now()).toISOString());
      reservation.settle(reply.usage);
      return reply;
    })();
    this.#open.add(asked);
    try {
      return await asked;
    } finally {
      this.#open.delete(asked);
    }
  }

  /** Calls that are out may cost less than was set aside for them, so who lacks budget waits for their ends. */
  async #reserve(call: Call): Promise<Reservation | null> {
    const most = mostTokensOf(call, this.#plan.settings);
    for (;;) {
      const reservation = this.#options.budget.reserve(most);
      if (reservation !== null || this.#open.size === 0) return reservation;
      await Promise.race(this.#open).catch(() => undefined);
    }
  }

  #delay(call: Call, attempt: number, retryAfter: string | null): number | null {
    return delayBefore(attempt, retryAfter, { seed: call.id, now: this.#options.clock.now() });
  }

  /** False: cancelled. */
  async #waited(milliseconds: number, signal: AbortSignal): Promise<boolean> {
    await this.#options.clock.wait(milliseconds, signal).catch(() => undefined);
    return !signal.aborted;
  }

  #giveUp({ model }: Call, { reason, message }: Extract<Reply, { kind: 'failed' }>): void {
    if (stopsAll(reason)) this.#stops.set('', `Stopped: ${message}`);
    if (reason === 'not-found') this.#stops.set(model.name, `${model.name}: stopped: ${message}`);
    // An empty or refused answer is the model's; the way to it is fine.
    if (isFinal(reason)) return;
    const failures = (this.#failuresInARow.get(model.name) ?? 0) + 1;
    this.#failuresInARow.set(model.name, failures);
    if (failures < mostFailuresInARow) return;
    this.#stops.set(
      model.name,
      `${model.name}: stopped after ${failures} failures in a row: ${message}`,
    );
  }
}
