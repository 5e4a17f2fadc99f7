/** Tests that see what a user sees: the packed extension in VS Code's window. */

import { launchChromium } from '../../../scripts/chromium.ts';
import { startWorkbench } from '../../../scripts/workbench.ts';
import { runSuites, type Report } from '../outcomes.ts';
import { describeCancel } from './cancel.ts';
import { describeEditor } from './editor.ts';
import { describeHostile } from './hostile.ts';
import { describePanel } from './panel.ts';
import { VsCode } from './vs-code.ts';

/** One server and one browser for all of them: each takes longer to start than a test to run. */
export async function runWindowSuite(vsix: string, report: Report): Promise<void> {
  const workbench = await startWorkbench({ vsix: [vsix], settings: { 'editor.hover.delay': 50 } });
  try {
    const browser = await launchChromium();
    try {
      const vsCode = new VsCode(workbench, browser);
      const define = (): void => {
        afterEach(async function () {
          if (this.currentTest?.state === 'failed') await vsCode.photograph(this.currentTest.title);
        });
        describeEditor(vsCode);
        describePanel(vsCode);
        describeHostile(vsCode);
        describeCancel(vsCode);
      };
      await runSuites(define, report);
    } finally {
      await browser.close();
    }
  } finally {
    await workbench.stop();
  }
}
