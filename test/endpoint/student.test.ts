/** `student --endpoint` as a process of its own: what it asks, when it stops, and what is left when it cannot. */

import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { beforeEach, describe, expect, test } from 'vitest';
import type { StudentView } from '../../protocol/student.ts';
import type { Outcome } from '../support/program.ts';
import { answering, sendJson } from './chat-server.ts';
import { faultModes } from './fault-modes.ts';
import { canary, checkNoKey, readAnswers, setScene } from './set-up.ts';
import {
  fileArgs,
  identityProbes,
  liveArgs,
  prompts,
  questions,
  run,
  speakAs,
  taughtByRed,
  untaught,
  writeYardstick,
} from './student-set-up.ts';

const patience = 240_000;
const scene = setScene();

beforeEach(() => {
  writeYardstick(scene.folder);
  scene.server.behave(speakAs(taughtByRed));
});

type Report = Pick<StudentView, 'teachers' | 'identity' | 'asked' | 'prompts'> & {
  readonly stopped: { readonly reason: string; readonly after: number | null };
};

/** No key is anywhere, whatever came of it, and the server was asked no more than was said. */
async function live(...more: readonly string[]): Promise<Outcome> {
  const outcome = await run(scene.folder, liveArgs(scene.server.url, ...more));
  checkNoKey(scene.folder, outcome.stdout, outcome.stderr);
  const sent = scene.server.requests.map(({ headers }) => headers.authorization);
  for (const authorization of sent) expect(authorization).toBe(`Bearer ${canary}`);
  return outcome;
}

async function liveReport(...more: readonly string[]): Promise<Report> {
  const { stdout, stderr, code } = await live('--yes', ...more);
  expect(code, stderr).toBe(0);
  return JSON.parse(stdout) as Report;
}

function kept(): Record<string, unknown>[] {
  return readAnswers(path.join(scene.folder, 'pupil.jsonl'));
}

test('it shows what will be sent, and sends nothing', async () => {
  for (const [more, code] of [
    [['--dry-run'], 0],
    [[], 2],
  ] as const) {
    const outcome = await live(...more);
    expect(outcome.code).toBe(code);
    const shown = outcome.stdout + outcome.stderr;
    expect(shown).toContain(`${prompts} prompts that a teacher and half of the decoys answered`);
    expect(shown).toContain(`${identityProbes} about who the student is`);
    expect(shown).toMatch(/nothing was sent/i);
  }
  expect(scene.server.requests).toEqual([]);
  expect(existsSync(path.join(scene.folder, 'pupil.jsonl'))).toBe(false);
}, 60_000);

test(
  'an audit of what was asked is the audit of the file that is left',
  async () => {
    const report = await liveReport();
    expect(scene.server.requests.length).toBe(questions);
    expect(new Set(scene.server.requests.map(({ text }) => text)).size).toBe(questions);
    expect(report).toMatchObject({
      prompts,
      asked: { planned: questions, answered: questions, stoppedAfter: null },
      teachers: [{ teacher: 'red', verdict: 'consistent' }],
      identity: [{ role: 'student', probes: identityProbes, claims: [{ vendor: 'claude' }] }],
    });
    const again = await run(scene.folder, fileArgs());
    expect(JSON.parse(again.stdout)).toEqual({
      ...report,
      student: 'pupil',
      asked: null,
    });
    expect(scene.server.requests.length).toBe(questions);
  },
  patience,
);

describe('with --stop-early', () => {
  test(
    'it asks until enough is known, and nothing more with --resume',
    async () => {
      const report = await liveReport('--stop-early');
      expect(scene.server.requests.length).toBe(identityProbes + 100);
      expect(report).toMatchObject({
        prompts: 100,
        asked: { planned: questions, answered: identityProbes + 100, stoppedAfter: 100 },
        stopped: { reason: 'e-value', after: 100 },
        teachers: [{ verdict: 'consistent' }],
      });
      expect(await liveReport('--stop-early', '--resume')).toEqual(report);
      expect(scene.server.requests.length).toBe(identityProbes + 100);
      // What it has is an ordinary file of answers.
      const again = await run(scene.folder, fileArgs());
      expect(JSON.parse(again.stdout)).toMatchObject({ prompts: 100 });
    },
    patience,
  );

  test(
    'it asks a student like its control to the end',
    async () => {
      scene.server.behave(speakAs(untaught));
      const report = await liveReport('--stop-early');
      expect(scene.server.requests.length).toBe(questions);
      expect(report.asked).toMatchObject({ answered: questions, stoppedAfter: null });
      expect(report.teachers[0]!.verdict).not.toBe('consistent');
    },
    patience,
  );
});

/** Met by every twelfth question at first; `answered`: whether another try is made of it. */
const faults = [
  '429 with seconds',
  '500 once',
  'a reset after 100 bytes',
  'a stream that is reset',
  'a stream that ends too early',
  'JSON that ends too early',
  'null content',
  'the content filter',
].map((name) => faultModes.find((mode) => mode.name === name)!);

/** Questions; enough for an audit. */
const few = 60;

describe('a server that fails', () => {
  test.each(faults)(
    'with $name: $comes',
    async ({ behavior, streams, comes }) => {
      const speak = speakAs(taughtByRed);
      const failed = new Set<string>();
      scene.server.behave((response, request, nth) => {
        if (nth === 1 && scene.server.requests.length % 12 === 0) {
          failed.add(request.text);
          behavior(response, request, nth);
        } else speak(response, request);
      });
      const { code, stdout, stderr } = await live(
        ...['--yes', '--concurrency', '16', '--sample', `${few - identityProbes}`],
        ...(streams === true ? ['--stream'] : []),
      );
      const lost = comes === 'answered' ? 0 : failed.size;
      expect(failed.size).toBeGreaterThan(0);
      expect(code, stderr).toBe(lost === 0 ? 0 : 2);
      expect(JSON.parse(stdout)).toMatchObject({
        asked: { planned: few, answered: few - lost, stoppedAfter: null },
      });
      expect(kept().length).toBe(few - lost);
      expect(new Set(kept().map(({ prompt }) => prompt)).size).toBe(few - lost);
      expect(stderr).toContain(`${scene.server.requests.length} calls`);
    },
    patience,
  );

  test(
    'for ever: there is nothing to audit, and it says why',
    async () => {
      scene.server.behave((response) => {
        sendJson(response, { error: { message: `no ${canary}` } }, 401);
      });
      const { code, stdout, stderr } = await live('--yes');
      expect({ code, stdout }).toEqual({ code: 3, stdout: '' });
      expect(stderr).toContain('refused for want of a valid key');
    },
    patience,
  );
});

test(
  'a budget that retries use up ends it within the limit, and what there is is audited',
  async () => {
    const speak = speakAs(taughtByRed);
    scene.server.behave((response, request, nth) => {
      if (nth === 1) sendJson(response, { error: { message: 'busy' } }, 500);
      else speak(response, request);
    });
    const { code, stdout, stderr } = await live(
      '--yes',
      '--max-calls',
      '110',
      '--concurrency',
      '8',
    );
    expect(code).toBe(2);
    expect(scene.server.requests.length).toBe(110);
    expect(stderr).toContain('not asked: the budget is used up');
    const report = JSON.parse(stdout) as Report;
    expect(report.teachers[0]).toMatchObject({ verdict: 'inconclusive', reason: 'few-prompts' });
    expect(report.asked!.answered).toBe(kept().length);
  },
  patience,
);

test(
  'canceled, it keeps what it has, and goes on later',
  async () => {
    const speak = speakAs(taughtByRed);
    const enough = 70;
    let kill: () => void = () => undefined;
    scene.server.behave((response, request) => {
      // The others wait until the process is ended.
      if (scene.server.requests.length <= enough) speak(response, request);
      else kill();
    });
    const args = liveArgs(scene.server.url, '--yes', '--concurrency', '1');
    const outcome = await run(scene.folder, args, (end) => (kill = end));
    expect(outcome).toMatchObject({ code: 130, stdout: '' });
    expect(outcome.stderr).toContain('go on with --resume, or audit it without --endpoint');
    expect(kept().length).toBe(enough);
    const audit = await run(scene.folder, fileArgs());
    expect(JSON.parse(audit.stdout)).toMatchObject({ prompts: enough - identityProbes });
    scene.server.behave(speak);
    const report = await liveReport('--resume');
    expect(report.asked).toMatchObject({ answered: questions });
    // The call that was out when it ended is the only one that was asked twice.
    expect(scene.server.requests.length).toBe(questions + 1);
  },
  patience,
);

test(
  'from nothing: the probes that ship, asked of everybody',
  async () => {
    scene.server.behave(
      answering(({ model, messages }) => {
        const question = messages.at(-1)!.content;
        return /\byou\b/.test(question)
          ? `I am ${model}.`
          : `${model} thinks about it: ${question}`;
      }),
    );
    const { url } = scene.server;
    const asks = `--endpoint ${url} --key-env PUPIL_KEY --max-calls 500 --concurrency 16 --yes`;
    for (const line of [
      'student probes --output probes.jsonl',
      `references collect probes.jsonl ${asks} --model Claude --output claude.jsonl`,
      `references collect probes.jsonl ${asks} --model a --model b --model c --output panel.jsonl`,
    ]) {
      expect(await run(scene.folder, line.split(' '))).toMatchObject({ code: 0 });
    }
    const files = '--answers pupil.jsonl --teacher claude=claude.jsonl --decoys panel.jsonl';
    const line = `student ${files} ${asks} --model Qwen --format json`;
    const { code, stdout, stderr } = await run(scene.folder, line.split(' '));
    expect(code, stderr).toBe(0);
    const { identity, ...report } = JSON.parse(stdout) as Report;
    expect(report).toMatchObject({ prompts: 100, asked: { planned: 116, answered: 116 } });
    expect(identity!.map(({ role, probes, claims }) => [role, probes, claims[0]?.vendor])).toEqual([
      ['student', identityProbes, 'qwen'],
      ['teacher', identityProbes, 'claude'],
      ...Array.from({ length: 3 }, () => ['decoys', identityProbes, undefined]),
    ]);
    expect(identity![0]!.claims[0]!.answers[0]).toEqual({
      path: 'pupil.jsonl',
      row: 1,
      lang: 'en',
    });
  },
  patience,
);

test('it never writes over answers that are not its own', async () => {
  const own = path.join(scene.folder, 'pupil.jsonl');
  writeFileSync(own, '{"prompt": "A?", "text": "B."}\n');
  for (const more of [[], ['--resume']]) {
    const { code, stderr } = await live('--yes', ...more);
    expect(code).toBe(2);
    expect(stderr).toContain('not answers of an earlier run');
  }
  expect(readFileSync(own, 'utf8')).toBe('{"prompt": "A?", "text": "B."}\n');
  expect(scene.server.requests).toEqual([]);
}, 60_000);

const wrong: [args: string, words: RegExp][] = [
  ['--max-calls 20', /4 prompts to ask the student, and 20 are the fewest/],
  ['--sample 10', /10 prompts to ask the student/],
  ['--model other', /name one student/],
  ['--endpoint http://169.254.169.254/v1', /machine's own network/],
  ['--teacher claude=blue.jsonl --decoys none.jsonl', /none\.jsonl/],
  ['--answers -', /name a file to keep them in/],
  ['--output json=pupil.jsonl', /audited and written at the same time/],
];

describe('it refuses before anything is sent', () => {
  test.each(wrong)('%s', async (more, words) => {
    const { code, stderr } = await live('--yes', ...more.split(' '));
    expect({ code, stderr }).toEqual({ code: 2, stderr: expect.stringMatching(words) as string });
    expect(scene.server.requests).toEqual([]);
    expect(readdirSync(scene.folder)).not.toContain('pupil.jsonl.ledger');
  });

  test.each([
    ['--stop-early', /with --endpoint only/],
    ['--max-calls 9', /--max-calls: means something with --endpoint only/],
    ['--resume', /--resume: means something with --endpoint only/],
  ])('of files, %s', async (more, words) => {
    const { code, stderr } = await run(scene.folder, fileArgs(...more.split(' ')));
    expect(code).toBe(2);
    expect(stderr).toMatch(words);
  });

  test('--stop-early without a control', async () => {
    const args = liveArgs(scene.server.url, '--stop-early', '--yes');
    args.splice(args.indexOf('--control'), 2);
    const { code, stderr } = await run(scene.folder, args);
    expect(code).toBe(2);
    expect(stderr).toContain('--stop-early: needs a control');
  });
});
