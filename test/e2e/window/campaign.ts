import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { AxeBuilder } from '@axe-core/playwright';
import { generateLog } from '../../../bench/campaign/generate-log.ts';
import { viewerFrames } from '../../../scripts/panel-frames.ts';
import { repository } from '../../../scripts/package-vsix.ts';
import { poll } from '../poll.ts';
import { isSoon, type VsCode, type VsCodeWindow } from './vs-code.ts';

const log = 'requests.jsonl';
const command = 'Audit Request Log for Campaigns';
const conclusion = /groups? of requests (?:is|are) consistent with a campaign/;
/** So many times the example are more than VS Code gives to extensions as a document. */
const copies = 190;

export function describeCampaigns(vsCode: VsCode, restricted: VsCode): void {
  describe('campaigns of a request log', () => {
    let window: VsCodeWindow;
    before(async () => {
      window = await vsCode.open({ 'notes.txt': 'Notes.\n', [log]: await exampleLog() });
      await window.configure({ 'workbench.colorTheme': 'Default Dark Modern' });
    });
    after(() => window.close());

    it('are found from the menu of the log, which is not opened', async () => {
      await window.fromMenu(log, command);
      await window.tab.getByText(conclusion).first().waitFor();
      await window.tab.getByRole('heading', { name: 'Campaign 1' }).waitFor();
      assert.equal(await window.page.getByRole('tab', { name: log, exact: true }).count(), 0);
      await window.screenshot('campaigns-dark');
    });

    it('account for every row', async () => {
      await window.tab.getByText(/482 rows = 480 requests \+ 2 skipped/).waitFor();
      await window.tab.getByRole('button', { name: 'Row 481' }).waitFor();
    });

    it('are accessible', async () => {
      await window.tab.locator('body.vscode-dark').waitFor();
      const axe = new AxeBuilder({ page: window.page }).include([...viewerFrames]);
      const { violations } = await axe.disableRules(['bypass']).analyze();
      assert.deepEqual(
        violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html}`)),
        [],
      );
    });

    it('are shown in a light theme, too', async () => {
      await window.configure({ 'workbench.colorTheme': 'Default Light Modern' });
      await window.tab.locator('body.vscode-light').waitFor();
      await window.screenshot('campaigns-light');
    });

    it('lead to their requests, from the keyboard', async () => {
      const row = window.tab.locator('button.row').nth(1);
      const number = /Row (\d+)/.exec(await row.innerText())![1]!;
      await row.focus();
      await window.page.keyboard.press('Enter');
      await window.page.getByRole('tab', { name: log }).waitFor();
      const line = window.page.locator('.line-numbers.active-line-number');
      await line.getByText(number, { exact: true }).waitFor();
      await window.screenshot('campaigns-row');
    });

    it('are found anew where the user corrects what was read', async () => {
      const change = window.tab.getByRole('button', { name: 'Change where the account is' });
      await change.click();
      const rows = window.page.locator('.quick-input-list .monaco-list-row');
      await rows.filter({ hasText: 'In 200 of the first 200 rows.' }).first().waitFor();
      await window.screenshot('campaigns-paths');
      await pickPath(window, 'no such field');
      await window.tab.getByText('Nothing could be looked at.').first().waitFor();
      await window.tab.getByText(/say where the account is/).waitFor();
      await window.screenshot('campaigns-no-account');
      await change.click();
      await pickPath(window, 'fits most rows');
      await window.tab.getByText(conclusion).first().waitFor();
    });
  });

  describe('hours of a request log', () => {
    it('are compared with a log of ordinary traffic', async () => {
      const window = await vsCode.open({
        'notes.txt': 'Notes.\n',
        'earlier.jsonl': simulatedLog(null),
        'later.jsonl': simulatedLog('reasoning'),
      });
      await window.fromMenu('later.jsonl', command);
      await window.tab.getByText(conclusion).first().waitFor();
      await window.tab.getByRole('button', { name: 'Compare with Ordinary' }).click();
      const dialog = window.page.locator('.quick-input-widget input[type="text"]:visible');
      const earlier = path.join(window.folder, 'earlier.jsonl');
      // It begins with a folder, which comes late and over what was typed before.
      await poll('the dialog to have the log', async () => {
        const value = await dialog.inputValue();
        if (value === earlier) return true;
        if (value !== '') await isSoon((limit) => dialog.fill(earlier, limit));
        return null;
      });
      await window.page.keyboard.press('Enter');
      await window.tab.getByText(/^2 of 2 windows of 1,500 requests/).waitFor();
      await window.screenshot('campaigns-compared');
      await window.tab.getByRole('button', { name: 'Row 1,501' }).click();
      await window.page.getByRole('tab', { name: 'later.jsonl' }).waitFor();
      await window.tab.getByRole('button', { name: 'Compare with Other' }).click();
      await window.pick(/Do not compare with earlier/);
      await window.tab.getByText(/^Name a log of ordinary traffic/).waitFor();
      await window.close();
    });
  });

  describe('campaigns of a log of 50 MB', () => {
    it('are those of what was read, once it is canceled; its rows open in the viewer', async () => {
      const example = await exampleLog();
      const large = Buffer.concat(Array.from({ length: copies }, () => example));
      const window = await vsCode.open({ 'notes.txt': 'Notes.\n', [log]: large });
      await window.fromMenu(log, command);
      await window.tab.getByText(/[\d,]+ rows so far/).waitFor();
      await window.screenshot('campaigns-reading');
      await window.tab.getByRole('button', { name: 'Cancel' }).click();
      await window.tab.getByText(/Only the first [\d,]+ rows were read/).waitFor();
      await window.screenshot('campaigns-canceled');
      const row = window.tab.getByRole('button', { name: /^Row 481/ });
      await row.click();
      // Two pages of ours are to be seen, and their frames look alike.
      await poll('the row in the viewer', async () => {
        for (const frame of window.page.frames()) {
          const active = frame.locator('.entry.active').getByText('481', { exact: true });
          // A frame may go while it is asked.
          if ((await active.count().catch(() => 0)) > 0) return true;
        }
        return null;
      });
      await window.screenshot('campaigns-viewer');
      await window.close();
    });
  });

  describe('campaigns in a folder that nobody trusts', () => {
    it('are found as elsewhere, since nothing of the folder is run', async () => {
      const window = await restricted.open({ 'notes.txt': 'Notes.\n', [log]: await exampleLog() });
      await window.fromMenu(log, command);
      await window.tab.getByText(conclusion).first().waitFor();
      await window.close();
    });
  });
}

function simulatedLog(attack: 'reasoning' | null): Buffer {
  const rows = [...generateLog({ seed: 6, requests: 3000, attack, share: 0.5, days: 3 })];
  return Buffer.from(rows.map(({ row }) => `${JSON.stringify(row)}\n`).join(''));
}

function exampleLog(): Promise<Buffer> {
  return readFile(path.join(repository, 'examples', log));
}

/** By its words: of a long list, only what is to be seen is there. */
async function pickPath(window: VsCodeWindow, words: string): Promise<void> {
  const input = window.page.locator('.quick-input-widget input').first();
  await input.fill(words);
  await window.pick(new RegExp(words));
}
