/**
 * `npm run test:editor [SUITE…]`: the extension in the real VS Code, from inside and through its
 * window, and the panel's page by itself.
 */

import { rm } from 'node:fs/promises';
import path from 'node:path';
import { ensureChromium } from '../../scripts/chromium.ts';
import { installWorkbench } from '../../scripts/install-workbench.ts';
import { packageVsix, repository } from '../../scripts/package-vsix.ts';
import { runCampaignPageSuite } from './campaign-page/suite.ts';
import { runInHostSuite } from './in-host/suite.ts';
import { printOutcome, type Outcome, type Report } from './outcomes.ts';
import { runPanelPageSuite } from './panel-page/suite.ts';
import { runStudentPageSuite } from './student-page/suite.ts';
import { runViewerPageSuite } from './viewer-page/suite.ts';
import { runWindowSuite } from './window/suite.ts';

interface Suite {
  /** What must be on this machine, installed if need be; lacking it is the one reason to skip. */
  readonly needs: readonly (() => Promise<unknown>)[];
  readonly run: (report: Report) => Promise<void>;
}

const desktop = process.env['TEACHERPRINT_TEST_VSCODE'] === 'download';
const workbench = (): Promise<unknown> => installWorkbench(say);

const suites: Readonly<Record<string, Suite>> = {
  'panel-page': { needs: [ensureChromium], run: runPanelPageSuite },
  'campaign-page': { needs: [ensureChromium], run: runCampaignPageSuite },
  'student-page': { needs: [ensureChromium], run: runStudentPageSuite },
  'viewer-page': { needs: [ensureChromium], run: runViewerPageSuite },
  'in-host': {
    needs: desktop ? [] : [ensureChromium, workbench],
    run: (report) => runInHostSuite({ desktop }, report),
  },
  window: {
    needs: [ensureChromium, workbench],
    run: async (report) => runWindowSuite(await packageVsix(), report),
  },
};

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

/** Null, or what to install. */
async function missingFor({ needs }: Suite): Promise<string | null> {
  try {
    for (const provide of needs) await provide();
    return null;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

async function runAll(names: readonly string[]): Promise<{ outcomes: Outcome[]; skipped: number }> {
  const outcomes: Outcome[] = [];
  let skipped = 0;
  for (const name of names) {
    const suite = suites[name];
    if (suite === undefined) throw new Error(`no suite ${name}: ${Object.keys(suites).join(', ')}`);
    const missing = await missingFor(suite);
    say(missing === null ? name : `${name}: skipped. ${missing}`);
    if (missing !== null) {
      skipped++;
      continue;
    }
    const known = outcomes.length;
    const report = (outcome: Outcome): void => {
      outcomes.push(outcome);
      printOutcome(outcome);
    };
    await suite.run(report);
    if (outcomes.length === known) report({ title: name, failure: 'no test was run' });
  }
  return { outcomes, skipped };
}

const wanted = process.argv.slice(2);
await rm(path.join(repository, 'artifacts'), { recursive: true, force: true });
const { outcomes, skipped } = await runAll(wanted.length > 0 ? wanted : Object.keys(suites));
const failed = outcomes.filter(({ failure }) => failure !== null).length;
const skips = skipped === 0 ? '' : `, suites skipped: ${skipped}`;
say(`${outcomes.length - failed} passed, ${failed} failed${skips}`);
// A developer may lack a browser; the machine that decides about a merge may not.
if (failed > 0 || (skipped > 0 && process.env['CI'] === 'true')) process.exitCode = 1;
