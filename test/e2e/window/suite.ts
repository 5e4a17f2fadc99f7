/** Tests that see what a user sees: the packed extension in VS Code's window. */

import { launchChromium } from '../../../scripts/chromium.ts';
import {
  startWorkbench,
  type Workbench,
  type WorkbenchOptions,
} from '../../../scripts/workbench.ts';
import { runSuites, type Report } from '../outcomes.ts';
import { describeActing } from './acting.ts';
import { describeCampaigns } from './campaign.ts';
import { describeCancel } from './cancel.ts';
import { describeCollecting } from './collecting.ts';
import { describeCommands } from './commands.ts';
import { describeEditor } from './editor.ts';
import { describeHostile } from './hostile.ts';
import { describePanel } from './panel.ts';
import { describeStudents } from './students.ts';
import { describeTrust } from './trust.ts';
import { describeViewer } from './viewer.ts';
import { VsCode } from './vs-code.ts';

/** Few servers and one browser for all of them: each takes longer to start than a test to run. */
export async function runWindowSuite(vsix: string, report: Report): Promise<void> {
  const browser = await launchChromium();
  const workbenches: Workbench[] = [];
  const start = async (options: WorkbenchOptions): Promise<VsCode> => {
    const workbench = await startWorkbench({ vsix: [vsix], ...options });
    workbenches.push(workbench);
    return new VsCode(workbench, browser);
  };
  try {
    const vsCode = await start({ settings: { 'editor.hover.delay': 50 } });
    const restricted = await start({ restricted: true });
    await runSuites(() => describeWindow(vsCode, restricted), report);
  } finally {
    await browser.close();
    for (const workbench of workbenches) await workbench.stop();
  }
}

function describeWindow(vsCode: VsCode, restricted: VsCode): void {
  afterEach(async function () {
    if (this.currentTest?.state === 'failed') await vsCode.photograph(this.currentTest.title);
  });
  describeEditor(vsCode);
  describeActing(vsCode);
  describePanel(vsCode);
  describeHostile(vsCode);
  describeCancel(vsCode);
  describeCommands(vsCode);
  describeViewer(vsCode);
  describeCampaigns(vsCode, restricted);
  describeStudents(vsCode, restricted);
  describeTrust(vsCode, restricted);
  describeCollecting(vsCode, restricted);
}
