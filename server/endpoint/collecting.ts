/** Collecting from beginning to end, for terminal and editor alike: prepared first, carried out when agreed. */

import { resolve } from 'node:path';
import type { CollectedView } from '../../protocol/collecting.ts';
import type { Dataset } from '../dataset/dataset.ts';
import { UserError } from '../dataset/user-error.ts';
import { createWholeFile, isThere } from '../settings/whole-file.ts';
import { version } from '../version.ts';
import { type Budget, createBudget, type Limits } from './budget.ts';
import type { CallSettings, Model, Prompt } from './call.ts';
import type { Timeouts } from './client.ts';
import { type Clock, realClock } from './clock.ts';
import { collect, isDone, type Rounds } from './collect.ts';
import { type Ledger, openLedger, readLedger } from './ledger.ts';
import { type Estimate, estimate, makePlan, type Plan } from './plan.ts';
import { previewLines, promptWords } from './preview.ts';
import { readPrompts } from './read-prompts.ts';
import { writeAnswers } from './write-answers.ts';

/** What is asked of whom, whatever the prompts are. */
export interface AskWishes {
  readonly models: readonly Model[];
  readonly settings: CallSettings;
  readonly limits: Limits;
  /** Answers of a model to each prompt. */
  readonly samples: number;
  readonly concurrency: number;
  readonly output: string;
  readonly resumes: boolean;
}

export interface CollectWishes extends AskWishes {
  readonly field: string | null;
  /** Null: as many as the budget has calls for. */
  readonly prompts: number | null;
  /** Of the choice of prompts. */
  readonly seed: number;
}

export interface Prepared {
  readonly plan: Plan;
  readonly preview: readonly string[];
  readonly estimate: Estimate;
  /** Calls that are still to be made. */
  readonly left: number;
}

/** Sends nothing, and writes nothing. */
export async function prepare(
  datasets: readonly Dataset[],
  wishes: CollectWishes,
  keyFrom: string | null,
  signal: AbortSignal,
): Promise<Prepared> {
  const { models, samples, limits, output } = wishes;
  if (datasets.some(({ name }) => resolve(name) === resolve(output))) {
    throw new UserError(`${output}: is to be read and written at the same time`);
  }
  const most = wishes.prompts ?? Math.max(1, Math.floor(limits.calls / (models.length * samples)));
  const read = await readPrompts(datasets, { ...wishes, most }, signal);
  if (read.prompts.length === 0) {
    throw new UserError(
      'no prompt was found; a row needs one, such as "prompt" or a user turn in "messages"',
    );
  }
  return prepareCalls(read.prompts, promptWords(read.ledger), wishes, keyFrom);
}

/** To prompts that somebody has chosen; `words` say to a person which. Sends nothing, and writes nothing. */
export async function prepareCalls(
  prompts: readonly Prompt[],
  words: string,
  wishes: AskWishes,
  keyFrom: string | null,
): Promise<Prepared> {
  const { models, samples, settings, limits, output, concurrency } = wishes;
  const plan = makePlan(prompts, models, samples, settings);
  const budget = createBudget(limits);
  const outcomes = await readLedger(ledgerOf(output), wishes, budget);
  const answered = plan.calls.filter(({ id }) => isDone(outcomes.get(id))).length;
  const estimated = estimate(plan, limits.cost?.prices ?? null, concurrency);
  const preview = previewLines({
    plan,
    estimate: estimated,
    limits,
    prompts: words,
    concurrency,
    keyFrom,
    earlier: { answered, calls: budget.spent().calls },
    output,
  });
  return { plan, preview, estimate: estimated, left: plan.calls.length - answered };
}

export interface CarryOut {
  readonly key: string | null;
  readonly timeouts: Timeouts;
  readonly signal: AbortSignal;
  readonly onEnded: (ended: number) => void;
  /** What was answered is in the output before each look. */
  readonly rounds?: Rounds;
  readonly clock?: Clock;
}

/** Cancelled or out of budget, it writes the answers that there are. */
export async function carryOut(
  { plan }: Prepared,
  wishes: AskWishes,
  { key, timeouts, signal, onEnded, rounds, clock = realClock }: CarryOut,
): Promise<CollectedView> {
  const { output, limits, concurrency, resumes, settings } = wishes;
  const budget: Budget = createBudget(limits);
  // Nobody else needs the package that this brings along.
  const { createClient } = await import('./client.ts');
  const { ask } = createClient({ endpoint: settings.endpoint, key, timeouts, version, clock });
  const ledger = await openLedger(ledgerOf(output), { resumes, budget });
  try {
    const written = rounds && {
      ...rounds,
      isEnough: async () => {
        await writeAnswerFile(plan, ledger, output);
        return rounds.isEnough();
      },
    };
    const options = { ask, ledger, budget, concurrency, signal, clock, onEnded };
    const view = await collect(plan, { ...options, rounds: written ?? null });
    await writeAnswerFile(plan, ledger, output);
    return { ...view, output };
  } finally {
    await ledger.close();
  }
}

/** Asks the server which models it has: sends the key, and nothing else. Throws a `UserError` if it does not say. */
export async function listModels(
  endpoint: string,
  key: string | null,
  signal: AbortSignal,
): Promise<readonly string[]> {
  const { createClient } = await import('./client.ts');
  const timeouts = { total: listingMs, idle: listingMs };
  const client = createClient({ endpoint, key, timeouts, version, clock: realClock });
  const models = await client.models(signal);
  signal.throwIfAborted();
  if (models?.kind === 'listed') return models.names;
  throw new UserError(`${endpoint}/models: ${models?.message ?? 'no answer'}`);
}

/** A list is no work for a server, and somebody waits for it. */
const listingMs = 30_000;

/** Calls that are out at once, unless somebody says otherwise. */
export const usualConcurrency = 4;

/** Whether a run has already put answers there; another file is somebody's. */
export function isEarlierRun(output: string): Promise<boolean> {
  return isThere(ledgerOf(output));
}

/** Not named like a dataset: whoever audits the folder means the answers. */
function ledgerOf(output: string): string {
  return `${output}.ledger`;
}

async function writeAnswerFile({ calls }: Plan, ledger: Ledger, output: string): Promise<void> {
  const file = await createWholeFile(output);
  try {
    await writeAnswers(calls, ledger, file);
  } catch (error) {
    await file.discard();
    throw error;
  }
  await file.finish();
}
