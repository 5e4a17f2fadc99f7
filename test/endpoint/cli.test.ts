/** `references collect` as a process of its own: what it shows, sends, leaves behind and survives. */

import { readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import { outcomeOf, type Outcome, runProgram, startProgram } from '../support/program.ts';
import { answer } from './chat-server.ts';
import { canary, checkNoKey, readAnswers, setScene } from './set-up.ts';

const scene = setScene();

beforeEach(() => {
  const rows = Array.from({ length: 12 }, (_, i) => ({
    messages: [
      { role: 'user', content: `Question ${i}?` },
      { role: 'assistant', content: `Answer ${i}.` },
    ],
  }));
  writeFileSync(
    path.join(scene.folder, 'train.jsonl'),
    [...rows.map((row) => JSON.stringify(row)), '{"broken', '{"other": 1}'].join('\n'),
  );
});

function argsFor(...more: readonly string[]): string[] {
  const given = `references collect train.jsonl --endpoint ${scene.server.url} --model heron=birds`;
  return [
    ...given.split(' '),
    ...'--key-env BIRD_KEY --max-calls 40 --output answers.jsonl'.split(' '),
    ...more,
  ];
}

/** What the SDK would take from the environment, all of it somebody else's. */
const hostile = {
  BIRD_KEY: canary,
  OPENAI_API_KEY: 'sk-other-key-1234567',
  OPENAI_BASE_URL: 'http://127.0.0.1:9/v1',
  OPENAI_ORG_ID: 'org-other',
  OPENAI_PROJECT_ID: 'proj-other',
  OPENAI_ADMIN_KEY: 'sk-other-key-1234567',
  OPENAI_LOG: 'debug',
  OPENAI_CUSTOM_HEADERS: 'x-other: other\nauthorization: Bearer other',
};

function run(...more: readonly string[]): Promise<Outcome> {
  return runProgram(argsFor(...more), { cwd: scene.folder, env: hostile });
}

function checkNoKeyIn({ stdout, stderr }: Outcome): void {
  checkNoKey(scene.folder, stdout, stderr);
}

test('it shows what will be sent, and sends nothing', async () => {
  for (const more of [['--dry-run'], []]) {
    const outcome = await run(...more);
    expect(outcome.code).toBe(more.length === 0 ? 2 : 0);
    expect(outcome.stdout + outcome.stderr).toContain('14 rows = 12 asked');
    expect(outcome.stdout + outcome.stderr).toMatch(/nothing was sent/i);
    checkNoKeyIn(outcome);
  }
  expect(scene.server.requests).toEqual([]);
  expect(readdirSync(scene.folder)).toEqual(['train.jsonl']);
});

test('it sends what it has shown, with this key and nothing of the environment', async () => {
  const shown = (await run('--dry-run')).stdout;
  const outcome = await run('--yes');
  expect(outcome.code).toBe(0);
  expect(outcome.stderr).toContain('12 questions = 12 answered');
  expect(scene.server.requests.length).toBe(12);
  const examples = shown.split('\n').filter((line) => line.startsWith('{'));
  expect(examples.length).toBe(2);
  const sent = scene.server.requests.map(({ text }) => text);
  expect(sent).toEqual(expect.arrayContaining(examples));
  for (const { method, path: at, headers } of scene.server.requests) {
    expect([method, at]).toEqual(['POST', '/v1/chat/completions']);
    expect(headers.authorization).toBe(`Bearer ${canary}`);
    expect(JSON.stringify(headers)).not.toMatch(/other|stainless|openai/i);
  }
  checkNoKeyIn(outcome);
});

test('its answers are a dataset that others read', async () => {
  await run('--yes');
  const rows = readAnswers(path.join(scene.folder, 'answers.jsonl'));
  expect(rows[0]).toMatchObject({ model: 'heron', family: 'birds', prompt: 'Question 0?' });
  const audit = await runProgram(['audit', 'answers.jsonl', '--format', 'json'], {
    cwd: scene.folder,
  });
  expect(JSON.parse(audit.stdout)).toMatchObject({
    files: [{ field: 'response', coverage: { rows: 12, samples: 12 } }],
  });
}, 60_000);

test('killed with calls out, it goes on without asking twice for what it has', async () => {
  for (let round = 0; round < 2; round++) {
    const before = scene.server.requests.length;
    scene.server.behave((response, request) => {
      // The others wait until the process is killed.
      if (scene.server.requests.length - before <= 3) answer(response, request);
    });
    const child = startProgram(argsFor('--yes', '--resume', '--concurrency', '2'), {
      cwd: scene.folder,
      env: hostile,
    });
    const ended = outcomeOf(child);
    await vi.waitFor(() => {
      expect(scene.server.requests.length).toBe(before + 5);
    }, 30_000);
    child.kill('SIGKILL');
    await ended;
  }
  scene.server.behave(answer);
  const outcome = await run('--yes', '--resume');
  expect(outcome.stderr).toContain('12 questions = 12 answered');
  // Two of five were out in each round, and only those were asked again.
  expect(scene.server.requests.length).toBe(12 + 2 * 2);
  expect(outcome.stderr).toContain('16 calls');
  expect(readAnswers(path.join(scene.folder, 'answers.jsonl')).length).toBe(12);
  checkNoKeyIn(outcome);
}, 90_000);

const wrong: [string, RegExp][] = [
  ['--max-calls 0', /--max-calls 0: use a whole number/],
  ['--endpoint http://example.com/v1', /in the clear/],
  ['--endpoint http://169.254.169.254/v1', /machine's own network/],
  ['--key-env NO_SUCH_KEY', /NO_SUCH_KEY holds no key/],
  ['--key-env sk-canary-99', /name of an environment variable/],
  ['--max-cost 3', /--prompt-price and --answer-price/],
  ['--model a=b=c', /NAME=FAMILY/],
  ['--temperature hot', /--temperature hot/],
  ['--output train.jsonl', /read and written at the same time/],
];

describe('it refuses, with a sentence', () => {
  test.each(wrong)('%s', async (more, words) => {
    const outcome = await run('--yes', ...more.split(' '));
    expect(outcome).toMatchObject({ code: 2 });
    expect(outcome.stderr).toMatch(words);
    expect(scene.server.requests).toEqual([]);
    checkNoKeyIn(outcome);
  });
});
