/** How long the extension keeps VS Code from going on, as VS Code itself measures it. */

import { launchChromium } from '../../../scripts/chromium.ts';
import { startWorkbench } from '../../../scripts/workbench.ts';
import { VsCode, type VsCodeWindow } from './vs-code.ts';

/**
 * Milliseconds to load the extension's code and to call `activate`, once per run: each opens the
 * example in a new window, whose extension host starts anew and loads all other extensions, too.
 */
export async function measureActivation(vsix: string, runs: number): Promise<number[]> {
  const browser = await launchChromium();
  const workbench = await startWorkbench({ vsix: [vsix] });
  try {
    const vsCode = new VsCode(workbench, browser);
    const measured: number[] = [];
    for (let run = 0; run < runs; run++) {
      const window = await vsCode.openExample();
      measured.push(await readActivation(window));
      await window.close();
    }
    return measured;
  } finally {
    await browser.close();
    await workbench.stop();
  }
}

/** From the list that *Show Running Extensions* shows. */
async function readActivation(window: VsCodeWindow): Promise<number> {
  await window.page.getByRole('button', { name: /^Teacherprint, ready/ }).waitFor();
  await window.command('Developer: Show Running Extensions');
  const time = window.page
    .locator('.runtime-extensions-editor .monaco-list-row')
    .filter({ hasText: 'Teacherprint' })
    .locator('.activation-time');
  const text = await time.innerText();
  const milliseconds = /(\d+)ms/.exec(text)?.[1];
  if (milliseconds === undefined) throw new Error(`VS Code says no time, but "${text}"`);
  return Number(milliseconds);
}
