/** Takes the README's picture: the example as `npm start` shows it, in the real VS Code. */

import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import type { Page } from 'playwright-core';
import { launchChromium } from './chromium.ts';
import { packageVsix, repository } from './package-vsix.ts';
import { panelFrames } from './panel-frames.ts';
import { startWorkbench } from './workbench.ts';

const picture = path.join(repository, 'docs/images/panel.png');
const panelWidth = 480;
// Around it, one short row after another gives itself away.
const richRow = 163;

async function takePicture(page: Page, url: string): Promise<void> {
  await page.goto(url);
  const [outer, inner] = panelFrames;
  const panel = page.frameLocator(outer).frameLocator(inner);
  await panel.getByText('Audit again').waitFor({ timeout: 120_000 });
  await widenSideBar(page);
  await goToRow(page, richRow);
  await page.locator('.squiggly-warning').first().waitFor();
  await mkdir(path.dirname(picture), { recursive: true });
  await page.screenshot({ path: picture });
}

/** By its edge, as a user would. */
async function widenSideBar(page: Page): Promise<void> {
  const box = await page.locator('.part.sidebar').boundingBox();
  if (box === null) throw new Error('the side bar is not shown');
  const edge = { x: box.x + box.width, y: box.y + box.height / 2 };
  await page.mouse.move(edge.x, edge.y);
  await page.mouse.down();
  await page.mouse.move(box.x + panelWidth, edge.y, { steps: 10 });
  await page.mouse.up();
  await page.mouse.move(0, 0);
}

async function goToRow(page: Page, row: number): Promise<void> {
  await page.locator('.monaco-editor .view-lines').first().click();
  await page.keyboard.press('Control+G');
  await page.locator('.quick-input-widget input').first().fill(`:${row}`);
  await page.keyboard.press('Enter');
  await page.getByText(`Ln ${row},`).waitFor();
}

const workbench = await startWorkbench({
  vsix: [await packageVsix()],
  extensions: [path.join(import.meta.dirname, 'open-example')],
  settings: { 'workbench.colorTheme': 'Default Dark Modern' },
});
try {
  const browser = await launchChromium();
  try {
    const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
    await takePicture(page, workbench.url(path.join(repository, 'examples')));
  } finally {
    await browser.close();
  }
} finally {
  await workbench.stop();
}
