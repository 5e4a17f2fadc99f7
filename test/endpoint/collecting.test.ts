/** Budgets, concurrency, cancelling and resuming: what was asked is known at any moment. */

import { appendFileSync, readFileSync, truncateSync } from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { delayBefore, mostAttempts } from '../../server/endpoint/backoff.ts';
import { createBudget, type Limits } from '../../server/endpoint/budget.ts';
import { answer, completionOf, sendJson } from './chat-server.ts';
import {
  accountedFor,
  createClock,
  readAnswers,
  runCollect,
  setScene,
  settingsFor,
  wishesFor,
} from './set-up.ts';

const scene = setScene();

const prompts = Array.from({ length: 20 }, (_, i) => `Question ${i}?`);
const unlimited = { calls: 1000, tokens: null, cost: null };

test('answers are the same rows in the same order, however many are asked at once', async () => {
  const answersOf = async (concurrency: number): Promise<unknown> => {
    const output = path.join(scene.folder, `${concurrency}.jsonl`);
    await runCollect(wishesFor(scene.server.url, scene.folder, { concurrency, output }), {
      prompts,
    });
    return readAnswers(output);
  };
  expect(await answersOf(16)).toEqual(await answersOf(1));
});

test('so many calls are out at once as were asked for', async () => {
  const waiting: (() => void)[] = [];
  let most = 0;
  scene.server.behave((response, request) => {
    waiting.push(() => {
      answer(response, request);
    });
    most = Math.max(most, waiting.length);
    // Answered only when three wait; a fourth would be one too many.
    if (waiting.length === 3) for (const send of waiting.splice(0)) send();
  });
  const wishes = wishesFor(scene.server.url, scene.folder, { concurrency: 3 });
  const view = await runCollect(wishes, { prompts: prompts.slice(0, 18) });
  expect(view).toMatchObject({ answered: 18, calls: 18 });
  expect(most).toBe(3);
});

const used = { prompt_tokens: 10, completion_tokens: 50 };
const prices = { prompt: 1e6, answer: 1e6 };

/** Each question may cost 93 or 94 tokens and costs 60, and every second request fails. */
const budgets: [string, Limits][] = [
  ['calls', { ...unlimited, calls: 7 }],
  ['tokens', { ...unlimited, tokens: 500 }],
  ['money', { ...unlimited, cost: { most: 500, prices } }],
];

test.each(budgets)(
  'a budget of %s is not exceeded by retries or concurrency',
  async (_, limits) => {
    scene.server.behave((response, { body }, nth) => {
      if (nth === 1) sendJson(response, { error: { message: 'no' } }, 500);
      else sendJson(response, completionOf(body, { usage: used }));
    });
    const view = await runCollect(
      wishesFor(scene.server.url, scene.folder, { limits, prompts: 20, concurrency: 8 }),
      { prompts },
    );
    expect(accountedFor(view)).toBe(20);
    expect(view.calls).toBe(scene.server.requests.length);
    expect(view.unasked.budget).toBeGreaterThan(0);
    expect(view.calls).toBeLessThanOrEqual(limits.calls);
    const tokens = view.promptTokens + view.answerTokens;
    if (limits.calls > 7) expect(tokens).toBeLessThanOrEqual(500);

    const asked = scene.server.requests.length;
    const again = await runCollect(
      wishesFor(scene.server.url, scene.folder, { limits, prompts: 20, resumes: true }),
      { prompts },
    );
    expect(again.calls).toBe(scene.server.requests.length);
    expect(again.calls).toBeLessThanOrEqual(limits.calls);
    if (limits.calls === 7) expect(scene.server.requests.length).toBe(asked);
  },
);

test('whatever is reserved and used, what was spent and is set aside stays within the limits', () => {
  const usage = fc.record({ promptTokens: fc.nat(50), answerTokens: fc.nat(50) });
  fc.assert(
    fc.property(fc.nat(20), fc.nat(500), fc.array(usage), (calls, tokens, wanted) => {
      const budget = createBudget({ calls, tokens, cost: null });
      for (const [i, most] of wanted.entries()) {
        const reservation = budget.reserve(most);
        if (i % 3 === 0) reservation?.settle(null);
        else if (i % 3 === 1) reservation?.settle({ promptTokens: 0, answerTokens: 0 });
        const spent = budget.spent();
        expect(spent.calls).toBeLessThanOrEqual(calls);
        expect(spent.promptTokens + spent.answerTokens).toBeLessThanOrEqual(tokens);
      }
    }),
  );
});

test.each([
  { looks: [5, 9], enoughAt: 9, comes: { answered: 9, unasked: { enough: 11 } } },
  { looks: [5, 9], enoughAt: null, comes: { answered: 20, unasked: {} } },
])('it looks after $looks answers, and stops at $enoughAt', async ({ looks, enoughAt, comes }) => {
  const wishes = wishesFor(scene.server.url, scene.folder, { concurrency: 8 });
  const seen: number[] = [];
  const rounds = {
    looks,
    isEnough: () => {
      // All that was asked has been answered, and is in the file.
      expect(readAnswers(wishes.output).length).toBe(scene.server.requests.length);
      seen.push(scene.server.requests.length);
      return Promise.resolve(seen.at(-1) === enoughAt);
    },
  };
  expect(await runCollect(wishes, { prompts, rounds })).toMatchObject(comes);
  expect(seen).toEqual(looks);
  expect(readAnswers(wishes.output).length).toBe(comes.answered);
  // The same run again looks at what is there, and asks no more than is missing.
  const again = await runCollect({ ...wishes, resumes: true }, { prompts });
  expect(again).toMatchObject({ answered: 20, calls: 20 });
});

test('cancelled, it writes what it has, and goes on later', async () => {
  const controller = new AbortController();
  const onEnded = (ended: number): void => {
    if (ended === 5) controller.abort(new Error('cancelled'));
  };
  const wishes = wishesFor(scene.server.url, scene.folder);
  const view = await runCollect(wishes, { prompts, signal: controller.signal, onEnded });
  expect(view.unasked.cancelled).toBeGreaterThan(0);
  expect(accountedFor(view)).toBe(20);
  expect(readAnswers(wishes.output).length).toBe(view.answered);
  const again = await runCollect({ ...wishes, resumes: true }, { prompts });
  expect(again.answered).toBe(20);
  // Of calls that were out when it was cancelled, nobody knows whether the server saw them.
  const unseen = again.calls - scene.server.requests.length;
  expect(unseen).toBeGreaterThanOrEqual(0);
  expect(unseen).toBeLessThanOrEqual(wishes.concurrency);
});

/** Bytes that a crash may leave of the last line, from its end. */
test.each([1, 2, 10, 60])('a last line without its last %i bytes is asked again', async (bytes) => {
  const wishes = wishesFor(scene.server.url, scene.folder, { concurrency: 1 });
  await runCollect(wishes, { prompts });
  const ledger = `${wishes.output}.ledger`;
  truncateSync(ledger, readFileSync(ledger).length - bytes);
  const again = await runCollect({ ...wishes, resumes: true }, { prompts });
  expect(again.answered).toBe(20);
  expect(scene.server.requests.length).toBe(21);
  expect(again.calls).toBe(21);
  expect((await runCollect({ ...wishes, resumes: true }, { prompts })).calls).toBe(21);
});

test('a ledger that is damaged in the middle, or belongs to somebody else, is left alone', async () => {
  const wishes = wishesFor(scene.server.url, scene.folder);
  await runCollect(wishes);
  await expect(runCollect(wishes)).rejects.toThrow(/--resume/);
  appendFileSync(`${wishes.output}.ledger`, '{"answered":\n{"sent":"x"}\n');
  await expect(runCollect({ ...wishes, resumes: true })).rejects.toThrow(/line 8 is damaged/);
});

test('after failures in a row nothing more is asked, and nothing is lost', async () => {
  scene.server.behave((response) => {
    sendJson(response, { error: { message: 'bad' } }, 400);
  });
  const wishes = wishesFor(scene.server.url, scene.folder, { concurrency: 1 });
  const view = await runCollect(wishes, { prompts });
  expect(view).toMatchObject({ failed: { 'bad-request': 5 }, unasked: { stopped: 15 } });
  expect(view.troubles[0]).toMatch(/heron: stopped after 5 failures in a row/);
});

test('the server is left alone for as long as it says', async () => {
  scene.server.behave((response, request, nth) => {
    if (nth > 1) answer(response, request);
    else response.writeHead(429, { 'retry-after': '30' }).end('{}');
  });
  const clock = createClock();
  await runCollect(wishesFor(scene.server.url, scene.folder), { clock });
  expect(Math.max(...clock.waited)).toBeGreaterThanOrEqual(30_000);
});

test('waits grow, and end', () => {
  const delays = Array.from({ length: mostAttempts }, (_, i) =>
    delayBefore(i + 1, null, { seed: 'a', now: 0 }),
  );
  expect(delays.at(-1)).toBeNull();
  const numbers = delays.slice(0, -1) as number[];
  expect(numbers.toSorted((a, b) => a - b)).toEqual(numbers);
  expect(delayBefore(1, '-5', { seed: 'a', now: 0 })).toBeLessThanOrEqual(1000);
  expect(delayBefore(1, '100000', { seed: 'a', now: 0 })).toBeNull();
});

test('of more prompts a sample is asked, and a larger one holds it', async () => {
  const askedFor = async (most: number): Promise<unknown[]> => {
    const output = path.join(scene.folder, `${most}.jsonl`);
    const wishes = wishesFor(scene.server.url, scene.folder, { prompts: most, output });
    await runCollect(wishes, { prompts: [...prompts, ...prompts] });
    return readAnswers(output).map((row) => row['prompt']);
  };
  const [few, more] = [await askedFor(4), await askedFor(9)];
  expect([few.length, more.length]).toEqual([4, 9]);
  expect(more).toEqual(expect.arrayContaining(few));
});

test('parameters are sent as they were given, and only those', async () => {
  const settings = settingsFor(scene.server.url, {
    system: 'Be brief.',
    temperature: 0.5,
    seed: 7,
    maxTokensName: 'max_completion_tokens',
  });
  await runCollect(
    wishesFor(scene.server.url, scene.folder, { settings, samples: 2, concurrency: 1 }),
    {
      prompts: ['Hello?'],
    },
  );
  const common = {
    model: 'heron',
    messages: [
      { role: 'system', content: 'Be brief.' },
      { role: 'user', content: 'Hello?' },
    ],
    max_completion_tokens: 50,
    temperature: 0.5,
    stream: false,
  };
  const bodies = scene.server.requests.map(({ body }) => body);
  expect(bodies).toEqual([7, 8].map((seed) => ({ ...common, seed })));
});
