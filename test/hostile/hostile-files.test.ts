/** Some three hundred hostile files in one audit: none is lost, none harms another, each is accounted for. */

import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { CoverageView } from '../../protocol/views.ts';
import { runProgram } from '../support/program.ts';
import { good, type HostileFile, hostileFile } from './hostile-file.ts';
import { hostileFiles } from './hostile-files.ts';

const folder = mkdtempSync(join(tmpdir(), 'teacherprint-test-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** Names that a shell, a terminal, a glob or a report could take for something else. */
const names = [
  'a'.repeat(249),
  'a\nb',
  '\u001b[31mred',
  '-rf',
  '--help',
  '%s%n',
  '[a]*?{b}',
  'a b',
  '\'"`$(id)',
  '\u202egnp',
  'ünï',
  'file:x',
  '#',
  'con',
];
const files: readonly HostileFile[] = [
  ...hostileFiles,
  ...names.map((name) => hostileFile(`${name}.jsonl`, `${good}\n`, '1 analysed')),
];

interface Found {
  readonly coverage: CoverageView;
  readonly problems: string;
}

const found = new Map<string, Found>();
let code: number | null = null;

beforeAll(async () => {
  for (const { name, content } of files) writeFileSync(join(folder, name), content());
  execFileSync('mkfifo', [join(folder, 'pipe.jsonl')]);
  symlinkSync('loop.jsonl', join(folder, 'loop.jsonl'));
  symlinkSync('nowhere.jsonl', join(folder, 'dangling.jsonl'));
  symlinkSync('/dev/zero', join(folder, 'zero.jsonl'));
  mkdirSync(join(folder, 'folder.jsonl'));
  const args = [...files.map(({ name }) => name), ...special.map(([name]) => name)];
  const outcome = await runProgram(
    ['audit', '--format', 'json', '--quiet', '--jobs', '2', ...args.map((name) => `./${name}`)],
    { cwd: folder },
  );
  code = outcome.code;
  const audits = JSON.parse(outcome.stdout) as {
    files: { path: string; coverage: CoverageView }[];
  };
  const complaints = outcome.stderr.split('\n');
  for (const { path, coverage } of audits.files) {
    const problems = complaints.filter((line) => line.startsWith(`teacherprint: ${path}: `));
    found.set(path, { coverage, problems: problems.join('\n') });
  }
  for (const [name] of special) {
    const problems = complaints.filter((line) => line.startsWith(`teacherprint: ./${name}: `));
    found.set(`./${name}`, { coverage: nothing, problems: problems.join('\n') });
  }
}, 300_000);

const nothing: CoverageView = { rows: 0, samples: 0, analysed: 0, skipped: {} };

/** What is there by that name, and is no file. */
const special: readonly (readonly [name: string, problem: string])[] = [
  ['pipe.jsonl', 'not a regular file'],
  ['loop.jsonl', 'symbolic links'],
  ['dangling.jsonl', 'no such file'],
  ['zero.jsonl', 'not a regular file'],
  ['folder.jsonl', 'no dataset in this folder'],
];

function ledgerOf({ analysed, skipped }: CoverageView): string {
  const parts = Object.entries(skipped).map(([reason, times]) => `${times} ${reason}`);
  return [...(analysed > 0 ? [`${analysed} analysed`] : []), ...parts.sort()].join(', ');
}

describe.skipIf(process.platform === 'win32')('hostile files', () => {
  test('are more than two hundred', () => {
    expect(new Set(files.map(({ name }) => name)).size).toBe(files.length);
    expect(files.length).toBeGreaterThan(200);
  });

  test('end an audit as files do that could not all be read', () => {
    expect(code).toBe(2);
  });

  test.each(files)('$name', ({ name, ledger, problem }) => {
    const { coverage, problems } = found.get(`./${name}`)!;
    const skipped = Object.values(coverage.skipped).reduce((sum, times) => sum + times, 0);
    expect(coverage.analysed + skipped).toBe(coverage.samples);
    expect(coverage.samples).toBeGreaterThanOrEqual(coverage.rows);
    if (ledger !== null) expect(ledgerOf(coverage)).toBe(ledger);
    if (problem === '') expect(problems).toBe('');
    else if (problem !== null) expect(problems).toContain(problem);
    else if (coverage.rows === 0) expect(problems).not.toBe('');
  });

  test.each(special)('%s', (name, problem) => {
    expect(found.get(`./${name}`)!.problems).toContain(problem);
  });
});
