import assert from 'node:assert/strict';
import { plainAnswer, row } from '../rows.ts';
import type { VsCode, VsCodeWindow } from './vs-code.ts';

// Takes a fast machine half a minute and more: there is time to press a button.
const largeRows = 1_200_000;

export function describeCancel(vsCode: VsCode): void {
  describe('an audit of a large file', () => {
    let window: VsCodeWindow;
    before(async () => {
      const line = `${row(plainAnswer)}\n`;
      window = await vsCode.open({ 'small.jsonl': line, 'large.jsonl': line.repeat(largeRows) });
    });
    after(() => window.close());

    it('starts from the explorer, without opening the file, and can be canceled', async () => {
      const file = window.page.locator('.explorer-folders-view').getByText('large.jsonl');
      await file.click({ button: 'right' });
      await window.page.getByRole('menuitem', { name: /Audit Dataset File/ }).click();
      await window.panel.getByRole('button', { name: /cancel/i }).click();
      await window.panel
        .getByText(/cancell?ed/i)
        .first()
        .waitFor();
      assert.equal(await window.page.getByRole('tab', { name: /large\.jsonl/ }).count(), 0);
      await window.screenshot('canceled');
    });

    it('leaves the server ready for the next one', async () => {
      await window.command('Teacherprint: Audit Dataset File');
      await window.panel
        .getByText(/\b1 row/)
        .first()
        .waitFor();
    });
  });
}
