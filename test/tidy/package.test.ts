/** What a user installs: the allow-list of `.vscodeignore`, applied to a fresh build. */

import { createHash } from 'node:crypto';
import {
  cpSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { repository } from '../../scripts/package-vsix.ts';
import { runProgram } from '../../scripts/run-program.ts';
import { jsonLines, namedStyles, styledRows } from '../support/styles.ts';
import { files, read } from './repository.ts';

let checkout: string;
let packed: string[];

/** A copy, since others may be using `dist/`, with what a developer may have lying around in it. */
beforeAll(async () => {
  checkout = mkdtempSync(path.join(tmpdir(), 'teacherprint-package-'));
  for (const file of files) cpSync(path.join(repository, file), path.join(checkout, file));
  cpSync(path.join(repository, 'LICENSE'), path.join(checkout, '.env'));
  symlinkSync(
    path.join(repository, 'node_modules'),
    path.join(checkout, 'node_modules'),
    'junction',
  );
  const run = (...args: string[]): Promise<string> =>
    runProgram(process.execPath, args, { cwd: checkout });
  // A build for debugging leaves source maps behind.
  await run('esbuild.mjs');
  await run('esbuild.mjs', '--production');
  const listed = await run('node_modules/@vscode/vsce/vsce', 'ls', '--no-dependencies');
  packed = listed.trim().split(/\r?\n/).toSorted();
});

afterAll(() => {
  rmSync(checkout, { recursive: true });
});

/** Files that programs share have names by their content. */
const nameOf = (file: string): string => file.replace(/^dist\/.+-[\dA-Z]{8}\.js$/, 'dist/*.js');

test('the package holds what runs, what is shown, and the papers', () => {
  expect([...new Set(packed.map(nameOf))].toSorted()).toEqual([
    'CHANGELOG.md',
    'LICENSE',
    'README.md',
    'dist/*.js',
    'dist/audit-student.cjs',
    'dist/audit-thread.js',
    'dist/campaign-page.js',
    'dist/cli.js',
    'dist/collect-references.cjs',
    'dist/connection.cjs',
    'dist/extension.cjs',
    'dist/languages.table',
    'dist/lsp.cjs',
    'dist/panel.js',
    'dist/reader-worker.js',
    'dist/student-page.js',
    'dist/third-party-notices.txt',
    'dist/train-worker.js',
    'dist/viewer.js',
    'dist/worker.js',
    'examples/curation.jsonl',
    'examples/requests.jsonl',
    'media/campaign/campaign.css',
    'media/controls.css',
    'media/icon.png',
    'media/icon.svg',
    'media/panel.css',
    'media/student/student.css',
    'media/tab.css',
    'media/viewer/viewer.css',
    'media/walkthrough/audit.svg',
    'media/walkthrough/explain.svg',
    'media/walkthrough/open.svg',
    'media/walkthrough/read.svg',
    'package.json',
    'profiles/campaign-value.json',
    'profiles/default.json',
    'profiles/default.profile',
    'profiles/probes.jsonl',
    'server/settings/teacherprint-baseline.schema.json',
    'server/settings/teacherprint.schema.json',
  ]);
});

test('the licences of what is bundled are in it', () => {
  const notices = readFileSync(path.join(checkout, 'dist/third-party-notices.txt'), 'utf8');
  const named = [...notices.matchAll(/^=+\n\n(\S+) [\d.]+$/gm)].map((match) => match[1]);
  expect(named).toEqual(
    expect.arrayContaining(['eld', 'ignore', 'valibot', 'vscode-languageclient']),
  );
});

test('a profile can be trained, and judges, with what is bundled', async () => {
  const rows = styledRows('garden', namedStyles, 50, 1);
  writeFileSync(path.join(checkout, 'rows.jsonl'), jsonLines(rows));
  const run = (line: string): Promise<string> =>
    runProgram(process.execPath, ['dist/cli.js', ...line.split(' ')], { cwd: checkout });
  await run('train rows.jsonl --output own.profile --quiet');
  const report = await run('evaluate rows.jsonl --profile own.profile --format json --quiet');
  expect(JSON.parse(report)).toMatchObject({ named: { right: { count: 150, of: 150 } } });
}, 120_000);

test('the probes are found by what is bundled', async () => {
  const probes = await runProgram(process.execPath, ['dist/cli.js', 'student', 'probes'], {
    cwd: checkout,
  });
  expect(probes.trim()).toBe(read('profiles/probes.jsonl').trim());
});

const megabyte = 1_000_000;

test('it stays within what a download may cost', () => {
  const bytesOf = (file: string): number => statSync(path.join(checkout, file)).size;
  // Before compression, so the package is smaller still.
  expect(packed.reduce((sum, file) => sum + bytesOf(file), 0)).toBeLessThan(12 * megabyte);
  expect(bytesOf('profiles/default.profile')).toBeLessThan(8 * megabyte);
});

test('the card that ships belongs to the profile that ships', () => {
  const profile = readFileSync(path.join(repository, 'profiles/default.profile'));
  expect(JSON.parse(read('profiles/default.json'))).toMatchObject({
    bytes: profile.length,
    sha256: createHash('sha256').update(profile).digest('hex'),
  });
});
