/** Nothing but collecting reaches for a network: no attempt is made, not even one that would fail. */

import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { modelAnswers } from '../support/habits.ts';
import { jsonLines, namedStyles, styledRows } from '../support/styles.ts';

const at = (path: string): string => fileURLToPath(new URL(`../../${path}`, import.meta.url));
const curation = at('examples/curation.jsonl');
const log = at('examples/requests.jsonl');
/** Where the system allows it, there is no network to reach either, only loopback, which is down. */
const isolated = spawnSync('unshare', ['-rn', 'true']).status === 0 ? ['unshare', '-rn'] : [];
const patience = 120_000;

const folder = mkdtempSync(join(tmpdir(), 'teacherprint-network-'));
afterAll(() => {
  rmSync(folder, { recursive: true });
});

beforeAll(() => {
  const rowsOf = (model: string, seed: number): object[] =>
    [...modelAnswers({ name: model, seed }, 24).answers].map(([prompt, text]) => ({
      ...{ model, prompt, text },
    }));
  const write = (name: string, rows: readonly object[]): void => {
    writeFileSync(join(folder, name), jsonLines(rows));
  };
  write('pupil.jsonl', rowsOf('pupil', 1));
  write('red.jsonl', rowsOf('red', 2));
  write(
    'decoys.jsonl',
    [3, 4, 5].flatMap((seed) => rowsOf(`d${seed}`, seed)),
  );
  write('refs.jsonl', styledRows('garden', namedStyles, 40, 1));
});

/** The exit status, and what was attempted. */
function watched(line: string): { code: number | null; attempts: string[]; said: string } {
  const report = join(folder, 'attempts');
  rmSync(report, { force: true });
  const [command, ...args] = [
    ...[...isolated, process.execPath, '--import', at('test/support/network-watch.ts')],
    ...[at('server/main.ts'), ...line.split(' ')],
  ];
  const { status, stderr } = spawnSync(command!, args, {
    cwd: folder,
    encoding: 'utf8',
    env: { ...process.env, NETWORK_WATCH: report },
  });
  const attempts = existsSync(report) ? readFileSync(report, 'utf8').split('\n') : [];
  return { code: status, attempts: attempts.filter(Boolean), said: stderr };
}

describe('no attempt by', () => {
  test.each([
    `audit ${curation} --jobs 2 --format json`,
    `explain ${curation}:1`,
    `export ${curation} --drop leak --output kept.jsonl`,
    'references sample refs.jsonl --per-family 5 --output some.jsonl',
    'references fit refs.jsonl --output own.references',
    'student --answers pupil.jsonl --teacher red=red.jsonl --decoys decoys.jsonl --format md',
    'student probes',
    `campaign ${log} --format json`,
  ])(
    '%s',
    (line) => {
      expect(watched(line)).toMatchObject({ code: 0, attempts: [] });
    },
    patience,
  );

  test('references collect --dry-run', () => {
    const line = 'references collect pupil.jsonl --endpoint http://localhost:64999/v1 --model m';
    const rest = '--max-calls 1 --output asked.jsonl';
    expect(watched(`${line} ${rest} --dry-run`)).toMatchObject({ code: 0, attempts: [] });
    // So that the watch itself is known to see something.
    expect(watched(`${line} ${rest} --yes`).attempts).toContain('connect');
  });
});
