import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { poll } from '../poll.ts';
import type { VsCode, VsCodeWindow } from './vs-code.ts';

// Rows of the example with this flag; see examples/README.md.
const leakingRows = [5, 28, 113, 135, 148, 162, 163, 164, 165];
const brokenRows = [10, 15, 23, 89];

export function describeActing(vsCode: VsCode): void {
  describe('acting on the example', () => {
    let window: VsCodeWindow;
    before(async () => {
      window = await vsCode.openExample();
    });
    after(() => window.close());

    it('exports it without the rows that are chosen to go', async () => {
      await window.command('Teacherprint: Export Subset…');
      await window.check([/^self-identification/, /^Keep rows that cannot be read/]);
      await window.screenshot('export-choices');
      await window.page.keyboard.press('Enter');
      const dialog = window.page.locator('.quick-input-widget input[type="text"]:visible');
      await poll('the save dialog', async () => {
        return (await dialog.inputValue()).endsWith('curation.kept.jsonl') || null;
      });
      await window.screenshot('export-save');
      await window.page.keyboard.press('Enter');
      const told = window.page.locator('.notification-list-item', { hasText: /225 rows = / });
      await told.waitFor();
      await window.screenshot('export-told');
      const rows = (await read(window, 'curation.jsonl')).split('\n');
      const kept = rows.filter((_, index) => !leakingRows.includes(index + 1));
      assert.equal(await read(window, 'curation.kept.jsonl'), kept.join('\n'));
      assert.ok(brokenRows.every((row) => kept.includes(rows[row - 1]!)));
      await told.getByRole('button', { name: 'Open' }).click();
      await window.page.getByRole('tab', { name: /curation\.kept\.jsonl/ }).waitFor();
      await window.command('View: Close Editor');
    });

    it('makes a baseline, and shows only what is not in it', async () => {
      await window.goToLine(leakingRows[0]!);
      await window.page.locator('.squiggly-warning').first().waitFor();
      await window.command('Teacherprint: Create Baseline');
      const told = window.page.locator('.notification-list-item', { hasText: /Baseline: \d+ / });
      await told.waitFor();
      await window.squiggles.first().waitFor({ state: 'detached' });
      await window.command('Teacherprint: Audit Dataset File');
      await window.panel.getByText(/\d+ findings are in the baseline/).waitFor();
      await window.screenshot('baseline');
    });
  });
}

function read(window: VsCodeWindow, name: string): Promise<string> {
  return readFile(path.join(window.folder, name), 'utf8');
}
