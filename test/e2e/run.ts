/** `npm run test:editor`: the extension in the real VS Code, from inside and through its window. */

import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { ensureChromium } from '../../scripts/chromium.ts';
import { installWorkbench } from '../../scripts/install-workbench.ts';
import { packageVsix, repository } from '../../scripts/package-vsix.ts';
import { printOutcome, type Outcome } from './outcomes.ts';
import { runBrowserSuite } from './browser/suite.ts';
import { runInHostSuite } from './run-in-host.ts';

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

/** Null, or why there is no editor here: the one thing that a test may be skipped for. */
async function prepareEditor(): Promise<string | null> {
  try {
    await ensureChromium();
    await installWorkbench(say);
    return null;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

async function runAll(): Promise<{ outcomes: Outcome[]; skipped: number }> {
  const outcomes: Outcome[] = [];
  const report = (outcome: Outcome): void => {
    outcomes.push(outcome);
    printOutcome(outcome);
  };
  const desktop = process.env['TEACHERPRINT_TEST_VSCODE'] === 'download';
  const missing = await prepareEditor();
  if (missing !== null) say(`Editor tests skipped: ${missing}`);
  if (desktop || missing === null) await runInHostSuite(desktop, report);
  if (missing === null) {
    await mkdir(path.join(repository, 'artifacts'), { recursive: true });
    await runBrowserSuite(await packageVsix(), report);
  }
  return { outcomes, skipped: missing === null ? 0 : desktop ? 1 : 2 };
}

const { outcomes, skipped } = await runAll();
const failed = outcomes.filter(({ failure }) => failure !== null).length;
const skips = skipped === 0 ? '' : `, ${skipped} suites skipped`;
say(`${outcomes.length - failed} passed, ${failed} failed${skips}`);
// A developer may lack a browser; the machine that decides about a merge may not.
if (failed > 0 || (skipped > 0 && process.env['CI'] === 'true')) process.exitCode = 1;
