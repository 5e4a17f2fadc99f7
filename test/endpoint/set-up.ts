/** What tests of collecting have in common: a folder, a server, and a run from prompts to answers. */

import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { CollectedView } from '../../protocol/collecting.ts';
import { bytesSource } from '../../server/dataset/byte-source.ts';
import { datasetOf } from '../../server/dataset/dataset.ts';
import type { CallSettings } from '../../server/endpoint/call.ts';
import type { Timeouts } from '../../server/endpoint/client.ts';
import type { Clock } from '../../server/endpoint/collect.ts';
import { carryOut, type CollectWishes, prepare } from '../../server/endpoint/collecting.ts';

/** Of the form that keys have, and found nowhere else. */
export const canary = 'sk-canary-4b1d9e7f0c2a';

export const questions = ['How do bees sleep?', 'What is a fjord?', 'Why is rye sour?'];

export function settingsFor(endpoint: string, more: Partial<CallSettings> = {}): CallSettings {
  return {
    endpoint,
    system: null,
    maxTokens: 50,
    maxTokensName: 'max_tokens',
    temperature: null,
    seed: null,
    streams: false,
    ...more,
  };
}

export function wishesFor(
  endpoint: string,
  folder: string,
  more: Partial<CollectWishes> = {},
): CollectWishes {
  return {
    field: null,
    models: [{ name: 'heron', family: 'birds' }],
    settings: settingsFor(endpoint),
    limits: { calls: 100, tokens: null, cost: null },
    samples: 1,
    prompts: null,
    seed: 1,
    concurrency: 2,
    output: path.join(folder, 'answers.jsonl'),
    resumes: false,
    ...more,
  };
}

/** Waiting takes no time, but the clock goes on. */
export function createClock(): Clock & { readonly waited: readonly number[] } {
  let time = 0;
  const waited: number[] = [];
  return {
    waited,
    now: () => time,
    wait: (milliseconds, signal) => {
      waited.push(milliseconds);
      time += milliseconds;
      return signal.aborted ? Promise.reject(new Error('cancelled')) : Promise.resolve();
    },
  };
}

/** A busy machine is no fault of the server. */
const patient: Timeouts = { total: 30_000, idle: 30_000 };

/** For servers that keep silent, in milliseconds. */
export const impatient: Timeouts = { total: 400, idle: 200 };

interface RunOptions {
  readonly prompts?: readonly string[];
  readonly signal?: AbortSignal;
  readonly clock?: Clock;
  readonly timeouts?: Timeouts;
  readonly onEnded?: (ended: number) => void;
}

export async function runCollect(
  wishes: CollectWishes,
  {
    prompts = questions,
    signal,
    clock = createClock(),
    timeouts = patient,
    onEnded,
  }: RunOptions = {},
): Promise<CollectedView> {
  const lines = prompts.map((prompt) => JSON.stringify({ prompt })).join('\n');
  const dataset = datasetOf(bytesSource('prompts.jsonl', new TextEncoder().encode(lines)));
  const never = new AbortController().signal;
  const prepared = await prepare([dataset], wishes, 'SOME_KEY', never);
  return carryOut(prepared, wishes, {
    key: canary,
    timeouts,
    signal: signal ?? never,
    onEnded: onEnded ?? (() => undefined),
    clock,
  });
}

export function readAnswers(output: string): Record<string, unknown>[] {
  const lines = readFileSync(output, 'utf8').split('\n').filter(Boolean);
  return lines.map((line) => JSON.parse(line) as Record<string, unknown>);
}

export function accountedFor({ answered, failed, unasked }: CollectedView): number {
  const others = [...Object.values(failed), ...Object.values(unasked)];
  return others.reduce((sum, number) => sum + number, answered);
}
