/** Files that change, and runs that are interrupted, in the middle of an audit. */

import type { ChildProcessWithoutNullStreams } from 'node:child_process';
import {
  mkdtempSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { type Outcome, outcomeOf, startProgram } from '../support/program.ts';
import { messagesRow, plainAnswer } from '../support/texts.ts';

let folder: string;
let dataset: string;
/** Where the program keeps what it has read until now. */
let temporary: string;

const rows = 4_000;
const row = `${messagesRow(plainAnswer)}\n`;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'teacherprint-test-'));
  dataset = join(folder, 'data.jsonl');
  temporary = mkdtempSync(join(folder, 'temporary-'));
  writeFileSync(dataset, row.repeat(rows));
});

afterEach(() => rmSync(folder, { recursive: true }));

interface Report {
  files: {
    state: string;
    coverage: { samples: number; analysed: number; skipped: Record<string, number> };
  }[];
}

/** Does something when some rows have been read and others have not. */
async function during(act: (child: ChildProcessWithoutNullStreams) => void): Promise<Outcome> {
  const report = join(folder, 'lines.jsonl');
  const args = ['audit', dataset, '--jobs', '1', '--format', 'json', '--output', `jsonl=${report}`];
  const child = startProgram([...args, '--quiet'], { env: { TMPDIR: temporary } });
  child.stdin.end();
  const outcome = outcomeOf(child);
  const hasRead = (): boolean =>
    readdirSync(temporary, { recursive: true, encoding: 'utf8' }).some(
      (name) => name.endsWith('lines') && statSync(join(temporary, name)).size > 0,
    );
  await vi.waitFor(() => expect(hasRead()).toBe(true), { timeout: 20_000, interval: 5 });
  // What follows is not a race: nothing is read until it is done.
  child.kill('SIGSTOP');
  act(child);
  child.kill('SIGCONT');
  return outcome;
}

function readReport({ stdout }: Outcome): Report['files'][number] {
  const [audit] = (JSON.parse(stdout) as Report).files;
  const { samples, analysed, skipped } = audit!.coverage;
  expect(analysed + Object.values(skipped).reduce((sum, n) => sum + n, 0)).toBe(samples);
  return audit!;
}

describe.skipIf(process.platform === 'win32')('a file that', () => {
  const other = (): string => {
    const path = join(folder, 'other');
    writeFileSync(path, 'something else entirely');
    return path;
  };
  const changes: [what: string, change: () => void, samples: [least: number, most: number]][] = [
    ['is edited', () => writeFileSync(dataset, row.toUpperCase().repeat(rows)), [rows, rows]],
    ['is cut', () => truncateSync(dataset, 10), [1, rows - 1]],
    ['is replaced', () => renameSync(other(), dataset), [rows, rows]],
  ];
  test.each(changes)('%s while it is read is said to', async (_, change, [least, most]) => {
    const outcome = await during(change);
    expect(outcome.stderr).toBe(
      `teacherprint: ${dataset}: the file changed while it was read; audit it again\n`,
    );
    expect(outcome.code).toBe(2);
    const { samples } = readReport(outcome).coverage;
    expect(samples).toBeGreaterThanOrEqual(least);
    expect(samples).toBeLessThanOrEqual(most);
  });
});

describe.skipIf(process.platform === 'win32')('an audit that is ended', () => {
  test.each(['SIGINT', 'SIGTERM'] as const)(
    'by %s says so and keeps what it has',
    async (signal) => {
      const outcome = await during((child) => child.kill(signal));
      expect(outcome.code).toBe(130);
      const { state, coverage } = readReport(outcome);
      expect(state).toBe('cancelled');
      expect(coverage.samples).toBeGreaterThan(0);
      expect(coverage.samples).toBeLessThan(rows);
      expect(readdirSync(temporary)).toEqual([]);
    },
  );
});
