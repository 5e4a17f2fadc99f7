/** Whatever a server does: nothing breaks, nothing is counted twice or not at all, and no key gets out. */

import { expect, test } from 'vitest';
import { createClient } from '../../server/endpoint/client.ts';
import { realClock } from '../../server/endpoint/clock.ts';
import { answer } from './chat-server.ts';
import { faultModes } from './fault-modes.ts';
import {
  accountedFor,
  canary,
  checkNoKey,
  createClock,
  questions,
  readAnswers,
  runCollect,
  setScene,
  settingsFor,
  wishesFor,
} from './set-up.ts';

const scene = setScene();

test.each(faultModes)('$name → $comes', async ({ behavior, always, streams, late, comes }) => {
  const clock = createClock();
  scene.server.behave((response, request, nth) => {
    const isFaulty = nth === 1 || always === true;
    (isFaulty ? behavior : answer)(response, request, nth);
    if (isFaulty && late !== undefined) clock.ringAfter(late.pieces, late.which);
  });
  const wishes = wishesFor(scene.server.url, scene.folder, {
    settings: settingsFor(scene.server.url, { streams: streams === true }),
    // So that everybody knows whose time is up.
    ...(late !== undefined && { concurrency: 1 }),
  });
  const view = await runCollect(wishes, { clock });
  expect(accountedFor(view)).toBe(questions.length);
  expect(view.calls).toBe(scene.server.requests.length);
  expect(view.calls).toBeLessThanOrEqual(wishes.limits.calls);
  if (comes === 'answered') expect(view).toMatchObject({ answered: 3, failed: {}, unasked: {} });
  else {
    expect(view.answered).toBe(0);
    expect(Object.keys(view.failed), view.troubles.join('\n')).toEqual([comes]);
  }
  expect(readAnswers(wishes.output).length).toBe(view.answered);
  checkNoKey(scene.folder, JSON.stringify(view));
  expect(Object.prototype).not.toHaveProperty('choices');

  // A run after it asks for what is missing, and for nothing else.
  scene.server.behave(answer);
  const asked = scene.server.requests.length;
  const again = await runCollect({ ...wishes, resumes: true });
  expect(scene.server.requests.length - asked).toBeLessThanOrEqual(
    questions.length - view.answered,
  );
  expect(again.answered).toBeGreaterThanOrEqual(view.answered);
  expect(again.calls).toBe(scene.server.requests.length);
  expect(accountedFor(again)).toBe(questions.length);
});

test.each([
  { total: 100, idle: 60_000, message: 'the answer took longer than it may' },
  { total: 60_000, idle: 100, message: 'the server kept silent for too long' },
])('by the real clock as well, $message', async ({ message, ...timeouts }) => {
  const silence = timeouts.idle < timeouts.total ? 'silence' : 'a byte now and then, for ever';
  scene.server.behave(faultModes.find(({ name }) => name === silence)!.behavior);
  const parts = { endpoint: scene.server.url, key: null, timeouts, version: '0', clock: realClock };
  const body = { model: 'heron', messages: [], stream: false };
  const reply = await createClient(parts).ask(body, new AbortController().signal);
  expect(reply).toMatchObject({ kind: 'failed', reason: 'timeout', message });
});

test('a server that repeats the key gets it into nothing', async () => {
  scene.server.behave((response, { headers }, nth) => {
    const { authorization = '' } = headers;
    const key = authorization.replace('Bearer ', '');
    expect(key).toBe(canary);
    const error = { message: `Incorrect API key: ${key}`, code: key, type: key };
    const message = { role: 'assistant', content: `The key is ${key}.` };
    const choices = [{ index: 0, message, finish_reason: key }];
    response
      .writeHead(nth === 1 ? 500 : 200, { 'content-type': 'application/json' })
      .end(JSON.stringify(nth === 1 ? { error } : { model: key, choices }));
  });
  const view = await runCollect(wishesFor(scene.server.url, scene.folder));
  expect(view.answered).toBe(questions.length);
  expect(readAnswers(wishesFor(scene.server.url, scene.folder).output)[0]).toMatchObject({
    response: 'The key is [key].',
  });
  checkNoKey(scene.folder, JSON.stringify(view));
});
