/** Tests that call VS Code's own interface, run inside its extension host on a copy of the example. */

import { cp, mkdtemp, readFile, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { runTests } from '@vscode/test-electron';
import { build } from 'esbuild';
import { repository } from '../../../scripts/package-vsix.ts';
import type { Outcome, Report } from '../outcomes.ts';

/** `desktop`: in a VS Code that is downloaded, else in its server. */
export async function runInHostSuite(
  { desktop }: { desktop: boolean },
  report: Report,
): Promise<void> {
  const suite = path.join(repository, '.cache/in-host/tests.cjs');
  await build({
    entryPoints: [path.join(import.meta.dirname, 'tests.ts')],
    outfile: suite,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: 'node22',
    external: ['vscode', 'mocha'],
    logLevel: 'warning',
  });
  const root = await mkdtemp(path.join(os.tmpdir(), 'teacherprint-in-host-'));
  const workspace = path.join(root, 'workspace');
  const outcomes = path.join(root, 'outcomes.jsonl');
  try {
    await cp(path.join(repository, 'examples'), workspace, { recursive: true });
    const crash = await run(desktop, suite, workspace, outcomes);
    const lines = (await readFile(outcomes, 'utf8').catch(() => '')).split('\n').filter(Boolean);
    for (const line of lines) report(JSON.parse(line) as Outcome);
    if (crash !== null) report({ title: 'the extension host ends in order', failure: crash });
  } finally {
    await rm(root, { recursive: true, force: true, maxRetries: 5 });
  }
}

/** Null, or why the run as such failed; what single tests said is in the file. */
async function run(
  desktop: boolean,
  suite: string,
  workspace: string,
  outcomes: string,
): Promise<string | null> {
  try {
    await runTests({
      ...(!desktop && {
        vscodeExecutablePath: path.join(import.meta.dirname, '../code-stand-in.ts'),
      }),
      extensionDevelopmentPath: repository,
      extensionTestsPath: suite,
      extensionTestsEnv: { TEACHERPRINT_OUTCOMES: outcomes },
      launchArgs: [workspace],
    });
    return null;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}
