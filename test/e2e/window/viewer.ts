import assert from 'node:assert/strict';
import { appendFile } from 'node:fs/promises';
import path from 'node:path';
import { AxeBuilder } from '@axe-core/playwright';
import type { Locator } from 'playwright-core';
import { panelBesideViewerFrames, viewerFrames } from '../../../scripts/panel-frames.ts';
import { poll } from '../poll.ts';
import { leakingAnswer, plainAnswer, row } from '../rows.ts';
import { isSoon, type VsCode, type VsCodeWindow } from './vs-code.ts';

/** More than VS Code gives to extensions as a document. */
const largeBytes = 60_000_000;
const leakingRow = 77_777;
const large = 'large.jsonl';

export function describeViewer(vsCode: VsCode): void {
  describe('the dataset viewer, on 60 MB', () => {
    let window: VsCodeWindow;
    let rows = 0;
    before(async () => {
      const lines = largeRows();
      rows = lines.length;
      window = await vsCode.open({ 'notes.txt': 'Notes.\n', [large]: `${lines.join('\n')}\n` });
    });
    after(() => window.close());

    const cell = (name: string): Locator =>
      window.viewer.getByRole('gridcell', { name, exact: true });
    const active = (): Locator => window.viewer.locator('.entry.active');

    it('opens from the menu of a file', async () => {
      const file = window.page.locator('.explorer-folders-view').getByText(large);
      const entry = window.page
        .locator('.context-view')
        .getByText('Open in Dataset Viewer', { exact: true });
      await poll('the menu of the file', async () => {
        await file.click({ button: 'right' });
        if (await isSoon((limit) => entry.click(limit))) return true;
        // It was open before VS Code knew of us.
        await window.page.keyboard.press('Escape');
        return null;
      });
      await cell('1').waitFor();
      await window.viewer
        .getByText(`${rows.toLocaleString('en')} rows`)
        .first()
        .waitFor();
      await window.screenshot('viewer-opened');
    });

    it('scrolls, and jumps to a row', async () => {
      await window.viewer.getByRole('grid').focus();
      await window.page.keyboard.press('End');
      await cell(rows.toLocaleString('en')).waitFor();
      await window.viewer.getByLabel('Go to row').fill(String(leakingRow));
      await window.page.keyboard.press('Enter');
      await active().getByText('I am ChatGPT').waitFor();
      await window.screenshot('viewer-row');
    });

    it('opens the text of a row with its evidence', async () => {
      await window.viewer.getByRole('grid').focus();
      await window.page.keyboard.press('Enter');
      await window.page.getByRole('tab', { name: /large\.jsonl row 77777 turn 1/ }).waitFor();
      const sample = window.page.locator('.editor-group-container').nth(1);
      await sample.getByText('I am ChatGPT').waitFor();
      await sample.locator('.view-overlays [class*="ced-"]').first().waitFor({ state: 'attached' });
      await window.screenshot('viewer-sample');
      await window.page.getByRole('tab', { name: /row 77777/ }).click();
      await window.command('View: Close Editor');
    });

    it('filters by what an audit found while it runs', async () => {
      await window.viewer.getByRole('button', { name: 'Audit', exact: true }).click();
      await window.viewer.getByText(/^Auditing/).waitFor();
      await window.viewer.getByLabel('Filter by flag').selectOption('self-identification');
      await window.viewer.locator('.count').getByText('1 sample found').waitFor();
      await cell('77,777').waitFor();
      await window.screenshot('viewer-filtered');
      const ended = window.viewer.getByText(/stopped early|^Audited/);
      await poll('the audit to end, at the latest by being canceled', async () => {
        if (await ended.isVisible()) return true;
        await isSoon((limit) => window.viewer.getByRole('button', { name: 'Cancel' }).click(limit));
        return null;
      });
      await window.viewer.getByRole('button', { name: 'Clear' }).click();
    });

    it('finds a text', async () => {
      await window.viewer.getByLabel('Filter by text').fill('trained by openai');
      await window.viewer.locator('.count').getByText('1 row found', { exact: true }).waitFor();
      await cell('77,777').waitFor();
      await window.viewer.getByRole('button', { name: 'Clear' }).click();
    });

    it('compares two rows in the diff editor, one of them from the menu', async () => {
      await cell('1').click({ button: 'right' });
      const entry = window.page.locator('.context-view').getByText('Select Sample for Compare');
      await entry.waitFor();
      // VS Code takes no click that comes too soon after the one that opened the menu.
      await poll('the menu to close', async () => {
        if (!(await entry.isVisible())) return true;
        await isSoon((limit) => entry.click(limit));
        return null;
      });
      await window.viewer.locator('.entry.chosen').waitFor();
      await window.viewer.getByLabel('Go to row').fill(String(leakingRow));
      await window.page.keyboard.press('Enter');
      await active().getByText('I am ChatGPT').waitFor();
      await window.viewer.getByRole('grid').focus();
      await window.page.keyboard.press('d');
      const title = /large\.jsonl row 1 turn 1 ↔ row 77777 turn 1/;
      await window.page.getByRole('tab', { name: title }).waitFor();
      await window.page.locator('.monaco-diff-editor .char-insert').first().waitFor();
      await window.screenshot('viewer-diff');
      await window.command('View: Close Editor');
    });

    it('is where it was when it comes back to the front', async () => {
      await window.page.getByRole('tab', { name: 'notes.txt' }).click();
      await window.viewer.getByRole('grid').waitFor({ state: 'hidden' });
      await window.page.getByRole('tab', { name: large }).click();
      await active().getByText('I am ChatGPT').waitFor();
    });

    it('goes to the row that the panel names', async () => {
      await window.command('Teacherprint: Show Audit Panel');
      const [outer, inner] = panelBesideViewerFrames;
      const panel = window.page.frameLocator(outer).frameLocator(inner);
      const place = panel.locator('.place').nth(1);
      const named = /\d+(?:,\d{3})*/.exec(await place.innerText())![0];
      await place.click();
      await active().getByRole('gridcell', { name: named, exact: true }).waitFor();
    });

    it('is accessible', async () => {
      const axe = new AxeBuilder({ page: window.page }).include([...viewerFrames]);
      const { violations } = await axe.disableRules(['bypass']).analyze();
      assert.deepEqual(
        violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html}`)),
        [],
      );
    });

    it('says that the file changed, and reads it again', async () => {
      await appendFile(path.join(window.folder, large), `${row(plainAnswer)}\n`);
      await window.viewer.getByLabel('Go to row').fill('50000');
      await window.page.keyboard.press('Enter');
      await window.viewer.getByText(/changed since it was opened/).waitFor();
      await window.viewer.getByRole('button', { name: 'Read again' }).click();
      await window.viewer
        .getByText(`${(rows + 1).toLocaleString('en')} rows`)
        .first()
        .waitFor();
    });
  });

  describe('a preferred pair', () => {
    it('is compared side by side', async () => {
      const pair = { prompt: 'What of the bridge?', chosen: plainAnswer, rejected: leakingAnswer };
      const window = await vsCode.open({ 'pairs.jsonl': `${JSON.stringify(pair)}\n` });
      await window.command('Teacherprint: Compare Chosen with Rejected');
      await window.page
        .getByRole('tab', { name: /pairs\.jsonl row 1 turn 0 ↔ row 1 turn 1/ })
        .waitFor();
      await window.screenshot('viewer-pair');
      await window.close();
    });
  });
}

/** Plain rows, and one that gives itself away. */
function largeRows(): string[] {
  const plain = row(plainAnswer);
  const rows = Array.from({ length: Math.ceil(largeBytes / plain.length) }, () => plain);
  rows[leakingRow - 1] = row(leakingAnswer);
  return rows;
}
