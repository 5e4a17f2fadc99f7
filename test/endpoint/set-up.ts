/** What tests of collecting have in common: a folder, a server, and a run from prompts to answers. */

import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect } from 'vitest';
import type { CollectedView } from '../../protocol/collecting.ts';
import { bytesSource } from '../../server/dataset/byte-source.ts';
import { datasetOf } from '../../server/dataset/dataset.ts';
import type { CallSettings } from '../../server/endpoint/call.ts';
import type { Timeouts } from '../../server/endpoint/client.ts';
import type { Clock } from '../../server/endpoint/clock.ts';
import type { Rounds } from '../../server/endpoint/collect.ts';
import { carryOut, type CollectWishes, prepare } from '../../server/endpoint/collecting.ts';
import { type ChatServer, startChatServer } from './chat-server.ts';

export interface Scene {
  readonly server: ChatServer;
  readonly folder: string;
}

/** A server and an empty folder, new ones for each test of a file. */
export function setScene(): Scene {
  const scene: { server?: ChatServer; folder?: string } = {};
  beforeEach(async () => {
    scene.server = await startChatServer();
    scene.folder = mkdtempSync(path.join(tmpdir(), 'teacherprint-endpoint-'));
  });
  afterEach(async () => {
    await scene.server!.close();
    rmSync(scene.folder!, { recursive: true });
  });
  return scene as Scene;
}

/** Looks for it in every file of the folder, too. */
export function checkNoKey(folder: string, ...texts: readonly string[]): void {
  const files = readdirSync(folder).map((name) => readFileSync(path.join(folder, name), 'utf8'));
  for (const text of [...files, ...texts]) expect(text).not.toContain(canary);
}

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

/** By these the alarms of a call are told apart; none rings unless a test rings it. */
const timeouts: Timeouts = { total: 2, idle: 1 };

export interface TestClock extends Clock {
  readonly waited: readonly number[];
  /** Ends the one call that is out, once its server was heard so many times. */
  ringAfter(pieces: number, which: keyof Timeouts): void;
}

/** Waiting takes no time, but the clock goes on. */
export function createClock(): TestClock {
  let time = 0;
  const waited: number[] = [];
  const alarms = new Map<number, () => void>();
  /** How often the call was heard, and when its alarm is due. */
  let heard = 0;
  let due: { readonly pieces: number; readonly which: keyof Timeouts } | null = null;
  const ringIfDue = (): void => {
    if (due === null || heard < due.pieces) return;
    const ring = alarms.get(timeouts[due.which])!;
    due = null;
    ring();
  };
  return {
    waited,
    now: () => time,
    wait: (milliseconds, signal) => {
      waited.push(milliseconds);
      time += milliseconds;
      return signal.aborted ? Promise.reject(new Error('cancelled')) : Promise.resolve();
    },
    setAlarm(milliseconds, ring) {
      // The alarm of silence is set once with the other, and again whenever something comes.
      if (milliseconds === timeouts.total) heard = -1;
      else heard++;
      alarms.set(milliseconds, ring);
      ringIfDue();
      return { cancel: () => undefined };
    },
    ringAfter(pieces, which) {
      due = { pieces, which };
      ringIfDue();
    },
  };
}

interface RunOptions {
  readonly prompts?: readonly string[];
  readonly signal?: AbortSignal;
  readonly clock?: Clock;
  readonly onEnded?: (ended: number) => void;
  readonly rounds?: Rounds;
}

export async function runCollect(
  wishes: CollectWishes,
  { prompts = questions, signal, clock = createClock(), onEnded, rounds }: RunOptions = {},
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
    ...(rounds && { rounds }),
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
