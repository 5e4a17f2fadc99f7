/** Audits in shards: the reports of an audit in one go, whatever happens to the processes on the way. */

import {
  appendFileSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { type ReportFormat, reportFormats } from '../../protocol/report-formats.ts';
import { createRandom } from '../../server/engine/random.ts';
import { type Outcome, outcomeOf, runProgram, startProgram } from '../support/program.ts';
import { leakingAnswer, messagesRow, plainAnswer } from '../support/texts.ts';

type Reports = Record<ReportFormat, string>;

const folder = mkdtempSync(join(tmpdir(), 'teacherprint-test-'));
const data = join(folder, 'data');
afterAll(() => rmSync(folder, { recursive: true }));

/** One file that is cut into some units, and some that are not. */
beforeAll(() => {
  mkdirSync(data);
  const rows = Array.from({ length: 6000 }, (_, i) => {
    if (i % 97 === 0) return '{"broken';
    const answer = i % 89 === 0 ? leakingAnswer : `${plainAnswer} This was said ${i % 700} times.`;
    return messagesRow(answer, `Question ${i % 50}?`);
  });
  writeFileSync(join(data, 'large.jsonl'), `${rows.join('\n')}\n`);
  for (let i = 0; i < 6; i++) {
    writeFileSync(join(data, `small-${i}.jsonl`), `${rows.slice(i, 40 + i).join('\n')}\n`);
  }
  writeFileSync(join(data, 'empty.jsonl'), '');
  writeFileSync(
    join(folder, 'teacherprint.json'),
    JSON.stringify({ fields: { 'data/small-1.jsonl': 'messages[].content' } }),
  );
});

function outputsTo(name: string): string[] {
  return reportFormats.flatMap((format) => [
    '--output',
    `${format}=${join(folder, `${name}.${format}`)}`,
  ]);
}

function readReports(name: string): Reports {
  const read = (format: string): string => readFileSync(join(folder, `${name}.${format}`), 'utf8');
  return Object.fromEntries(reportFormats.map((format) => [format, read(format)])) as Reports;
}

const audit = (run: string, ...more: string[]): string[] => [
  ...['audit', 'data', '--jobs', '1', '--resume', run, '--unit-size', '1'],
  ...['--format', 'jsonl', '--quiet', ...more],
];

async function run(args: readonly string[]): Promise<Outcome> {
  return runProgram(args, { cwd: folder });
}

const good = { code: 0, stderr: '' };

async function merge(name: string): Promise<Reports> {
  const { code, stderr } = await run(['merge', name, ...outputsTo(name)]);
  expect({ code, stderr }).toEqual(good);
  return readReports(name);
}

function resultsOf(name: string): string[] {
  const units = join(folder, name, 'units');
  return existsSync(units) ? readdirSync(units).filter((file) => file.endsWith('.json.zst')) : [];
}

let whole: Reports;
beforeAll(async () => {
  const args = ['audit', 'data', '--jobs', '1', '--quiet', ...outputsTo('whole')];
  expect(await run(args)).toMatchObject(good);
  whole = readReports('whole');
});

test('three shards at once, and then merge', async () => {
  const shards = ['2/3', '3/3', '1/3'].map((shard) => run(audit('three', '--shard', shard)));
  for (const outcome of await Promise.all(shards)) {
    expect(outcome).toEqual({ ...good, stdout: '' });
  }
  expect(resultsOf('three').length).toBeGreaterThan(8);
  expect(await merge('three')).toEqual(whole);
});

test('all units in one process, and again without doing any', async () => {
  const args = audit('one', ...outputsTo('one')).filter((arg) => arg !== '--quiet');
  const first = await run(args);
  expect(first).toMatchObject({ code: 0, stdout: whole.jsonl });
  expect(first.stderr).toMatch(/^one: (\d+) units, \1 done now, 0 before$/m);
  expect(readReports('one')).toEqual(whole);
  expect((await run(args)).stderr).toMatch(/^one: (\d+) units, 0 done now, \1 before$/m);
});

test('what a baseline knows', async () => {
  const own = join(folder, 'known');
  mkdirSync(own);
  // The one above is about the other tests' files.
  writeFileSync(join(own, 'teacherprint.json'), '{}');
  copyFileSync(join(data, 'large.jsonl'), join(own, 'large.jsonl'));
  const within = (...args: string[]): Promise<Outcome> => runProgram(args, { cwd: own });
  expect((await within('baseline', 'create', 'large.jsonl', '--quiet')).code).toBe(0);
  appendFileSync(join(own, 'large.jsonl'), '{"new, and broken\n');
  const args = ['audit', 'large.jsonl', '--quiet', '--format', 'json', '--jobs', '1'];
  const once = await within(...args);
  expect(once.code).toBe(0);
  expect(await within(...args, '--resume', 'run', '--unit-size', '1')).toEqual(once);
});

describe.skipIf(process.platform === 'win32')('shards that are ended', () => {
  /** What there is to be seen from outside when a process is about to do this or that. */
  const moments: ((name: string, seen: number) => boolean)[] = [
    (name) => existsSync(join(folder, name)),
    (name) => existsSync(join(folder, name, 'plan.lock')) || resultsOf(name).length > 0,
    (name) => existsSync(join(folder, name, 'plan.json')),
    (name, seen) => resultsOf(name).length > seen,
    (name, seen) => resultsOf(name).length > seen + 1,
    (name) =>
      existsSync(join(folder, name, 'units')) &&
      readdirSync(join(folder, name, 'units')).some((file) => file.endsWith('.tmp')),
  ];

  /** Returns whether it was killed before it had done all. */
  async function killAt(
    name: string,
    moment: (typeof moments)[number],
    turns: number,
    shard: string,
  ): Promise<boolean> {
    const seen = resultsOf(name).length;
    const child = startProgram(audit(name, '--shard', shard), { cwd: folder });
    child.stdin.end();
    const outcome = outcomeOf(child);
    while (child.exitCode === null && !moment(name, seen)) await setImmediate();
    for (let i = 0; i < turns; i++) await setImmediate();
    child.kill('SIGKILL');
    return (await outcome).code !== 0;
  }

  test('by force 24 times, at any moment, lose nothing', async () => {
    const random = createRandom(7);
    let kills = 0;
    for (let round = 0; kills < 24; round++) {
      const name = `killed-${round}`;
      for (let i = 0; i < 8; i++) {
        const moment = moments[random.below(moments.length)]!;
        const turns = random.below(3000);
        if (await killAt(name, moment, turns, `${1 + (i % 2)}/2`)) kills++;
      }
      for (const shard of ['1/2', '2/2']) {
        expect(await run(audit(name, '--shard', shard))).toMatchObject(good);
      }
      expect(await merge(name)).toEqual(whole);
      const units = readdirSync(join(folder, name, 'units'));
      expect(units.filter((file) => file.includes('tmp'))).toEqual([]);
    }
  }, 240_000);

  test('by the user keep whole results only', async () => {
    const child = startProgram(
      audit('cancelled').filter((arg) => arg !== '--quiet'),
      { cwd: folder },
    );
    child.stdin.end();
    const outcome = outcomeOf(child);
    await vi.waitFor(() => expect(resultsOf('cancelled')).not.toEqual([]), {
      timeout: 20_000,
      interval: 1,
    });
    child.kill('SIGINT');
    const { code, stderr, stdout } = await outcome;
    expect(code).toBe(130);
    expect(stdout).toBe('');
    expect(stderr).toContain('cancelled keeps what is done; the same command goes on from there');
    const { stderr: refusal } = await run(['merge', 'cancelled']);
    expect(refusal).toMatch(
      /^teacherprint: cancelled: \d+ of \d+ units have no result yet; run audit with --resume again, then merge\n$/,
    );
    expect(await run(audit('cancelled', ...outputsTo('cancelled')))).toMatchObject(good);
    expect(readReports('cancelled')).toEqual(whole);
  });
});

describe('a result that', () => {
  const damages: [what: string, damage: (units: string) => void][] = [
    ['is cut', (units) => truncateSync(join(units, '000001.json.zst'), 100)],
    ['is empty', (units) => truncateSync(join(units, '000001.json.zst'))],
    ['is of another unit', (units) => copyResult(units, '000002.json.zst', '000001.json.zst')],
    [
      'is of another run',
      (units) => copyResult(join(folder, 'other', 'units'), '000001.json.zst', units),
    ],
    ['has other samples', (units) => copyResult(units, '000002.samples', '000001.samples')],
    ['lost its samples', (units) => rmSync(join(units, '000001.samples'))],
    ['is gone', (units) => rmSync(join(units, '000001.json.zst'))],
  ];

  function copyResult(from: string, name: string, to: string): void {
    const target = to.includes('units') ? join(to, name) : join(from, to);
    copyFileSync(join(from, name), target);
  }

  beforeAll(async () => {
    expect(await run(audit('damaged'))).toMatchObject(good);
    expect(await run(audit('other', '--seed', '2'))).toMatchObject(good);
  });

  test.each(damages)('%s is noticed, and the unit done again', async (_, damage) => {
    damage(join(folder, 'damaged', 'units'));
    const refused = await run(['merge', 'damaged', '--format', 'jsonl']);
    expect(refused.code).toBe(2);
    expect(refused.stderr).toMatch(/1 of \d+ units have no result yet|000001\.samples: is damaged/);
    const again = await run(
      audit('damaged', ...outputsTo('damaged')).filter((arg) => arg !== '--quiet'),
    );
    expect(again.stderr).toMatch(/^damaged: \d+ units, 1 done now/m);
    expect(readReports('damaged')).toEqual(whole);
  });
});

describe('a run folder', () => {
  test('names the shards that are missing', async () => {
    expect(await run(audit('missing', '--shard', '2/4'))).toMatchObject(good);
    const { code, stderr } = await run(['merge', 'missing']);
    expect(code).toBe(2);
    expect(stderr).toMatch(/units have no result yet; they are in --shard 1\/4, 3\/4, 4\/4; run/);
  });

  test('is of one audit', async () => {
    const refusals: [args: string[], sentence: string][] = [
      [
        audit('three', '--seed', '2'),
        'three: was begun with another --seed; begin a new run folder',
      ],
      [audit('three', '--max-rows', '5'), 'three: was begun with another --max-rows; begin a new'],
      [audit('three', 'folder'), 'three: was begun for other inputs; begin a new run folder'],
      [['merge', 'data'], 'data: no audit was begun here'],
      [['merge', 'nowhere'], 'nowhere: no audit was begun here'],
    ];
    for (const [args, sentence] of refusals) {
      const { code, stderr, stdout } = await run(args);
      expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
      expect(stderr).toContain(`teacherprint: ${sentence}`);
    }
  });

  test('keeps samples only if a report needs them', async () => {
    const args = ['audit', 'data/small-0.jsonl', '--resume', 'brief', '--quiet'];
    expect(await run(args)).toMatchObject(good);
    expect(readdirSync(join(folder, 'brief', 'units'))).toEqual(['000000.json.zst']);
    for (const more of [
      [...args, '--format', 'jsonl'],
      ['merge', 'brief', '--format', 'jsonl'],
    ]) {
      const { code, stderr } = await run(more);
      expect(code).toBe(2);
      expect(stderr).toContain('brief: was begun without a report that lists samples');
    }
  });

  test('of inputs that are missing or damaged says so as one audit does', async () => {
    writeFileSync(join(folder, 'broken.jsonl.gz'), Buffer.from([0x1f, 0x8b, 8, 0, 1, 2, 3]));
    const inputs = ['data/small-0.jsonl', 'none.jsonl', 'broken.jsonl.gz'];
    const args = ['audit', ...inputs, '--format', 'json', '--quiet'];
    const once = await run(args);
    expect(once.code).toBe(2);
    expect((await run([...args, '--resume', 'partly', '--shard', '1/1'])).code).toBe(0);
    expect(await run(['merge', 'partly', '--format', 'json'])).toEqual(once);
  });

  test('says that a file changed', async () => {
    const path = join(data, 'small-0.jsonl');
    utimesSync(path, 1, 1);
    const { code, stderr } = await run(audit('three'));
    expect(code).toBe(2);
    expect(stderr).toBe(
      'teacherprint: three: was begun before data/small-0.jsonl changed; begin a new run folder\n',
    );
  });
});
