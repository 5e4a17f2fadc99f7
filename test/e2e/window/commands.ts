import assert from 'node:assert/strict';
import { poll } from '../poll.ts';
import { isSoon, type VsCode, type VsCodeWindow } from './vs-code.ts';

export function describeCommands(vsCode: VsCode): void {
  describe('a newcomer', () => {
    let window: VsCodeWindow;
    before(async () => {
      window = await vsCode.open({ 'notes.txt': 'Nothing to audit here.\n' });
    });
    after(() => window.close());

    it('finds everything behind the status item', async () => {
      // It appears with the extension, which the first command starts.
      await window.command('Teacherprint: Show Audit Panel');
      await window.panel.getByRole('button', { name: 'Open the Example' }).waitFor();
      await window.page.getByRole('button', { name: /^Teacherprint, ready/ }).click();
      const offered = window.page.locator('.quick-input-list .monaco-list-row');
      await offered.filter({ hasText: 'Restart Server' }).waitFor();
      await window.screenshot('status-actions');
      await offered.filter({ hasText: 'Show Log' }).click();
      await window.page.locator('.part.panel').getByText('Output').first().waitFor();
      await window.command('View: Hide Panel');
    });

    it('is led through the example in four steps', async () => {
      // Where there is room, VS Code opens beside the walkthrough what its buttons open.
      await window.page.setViewportSize({ width: 1600, height: 900 });
      await window.command('Welcome: Open Walkthrough...');
      await window.pick(/Whose fingerprints/);
      const steps = window.page.locator('.getting-started-step');
      await steps.first().waitFor();
      assert.equal(await steps.count(), 4);
      await window.screenshot('walkthrough');
      const press = async (name: string): Promise<void> => {
        await window.page.locator('.step-description-container').getByText(name).click();
      };
      // Now and then VS Code opens it in front all the same.
      const goTo = (step: number): Promise<true> =>
        poll(`step ${step + 1}`, async () => {
          if (await isSoon((limit) => steps.nth(step).click(limit))) return true;
          const walkthrough = window.page.getByRole('tab', { name: 'Welcome' });
          await isSoon((limit) => walkthrough.click(limit));
          return null;
        });
      await press('Open Example Dataset');
      await window.page.getByRole('tab', { name: /curation\.jsonl/ }).waitFor();
      await goTo(1);
      await press('Audit Dataset File');
      await window.panel.getByText(/audit again/i).waitFor();
      await window.screenshot('walkthrough-audited');
      await goTo(2);
      await press('Show Audit Panel');
      await goTo(3);
      await press('Explain Sample');
      await window.page.getByRole('tab', { name: /row 1 turn 1/ }).waitFor();
      await window.screenshot('walkthrough-explained');
    });
  });
}
