/** How long the extension keeps VS Code from going on, as VS Code itself measures it. */

import { launchChromium } from '../../../scripts/chromium.ts';
import { startWorkbench } from '../../../scripts/workbench.ts';
import { exampleFiles, VsCode, type VsCodeWindow } from './vs-code.ts';

/**
 * Milliseconds to load the extension's code and to call `activate`, once per run: in a new window,
 * whose extension host starts anew, the example is opened after all other extensions have started.
 */
export async function measureActivation(vsix: string, runs: number): Promise<number[]> {
  const browser = await launchChromium();
  const workbench = await startWorkbench({ vsix: [vsix] });
  try {
    const vsCode = new VsCode(workbench, browser);
    const files = { 'notes.txt': 'Nothing to activate for.\n', ...(await exampleFiles()) };
    const measured: number[] = [];
    for (let run = 0; run < runs; run++) {
      const window = await vsCode.open(files);
      measured.push(await activate(window));
      await window.close();
    }
    return measured;
  } finally {
    await browser.close();
    await workbench.stop();
  }
}

async function activate(window: VsCodeWindow): Promise<number> {
  const { page } = window;
  // The list, slowest first, holds only what can be seen.
  await page.setViewportSize({ width: 1280, height: 2400 });
  const rows = page.locator('.runtime-extensions-editor .monaco-list-row');
  await window.command('Developer: Show Running Extensions');
  // The last ones to start wait until VS Code has nothing else to do.
  await rows.filter({ hasText: 'Merge Conflict' }).getByText(/\d+ms/).waitFor();
  await page.keyboard.press('Escape');
  await page.locator('.explorer-folders-view').getByText('curation.jsonl').dblclick();
  await page.getByRole('button', { name: /^Teacherprint, ready/ }).waitFor();
  await window.command('Developer: Show Running Extensions');
  const text = await rows.filter({ hasText: 'Teacherprint' }).getByText(/\d+ms/).innerText();
  return Number(/(\d+)ms/.exec(text)?.[1]);
}
