import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { AxeBuilder } from '@axe-core/playwright';
import { repository } from '../../../scripts/package-vsix.ts';
import type { VsCode, VsCodeWindow } from './vs-code.ts';

const themes = [
  ['Default Dark Modern', 'vscode-dark'],
  ['Default Light Modern', 'vscode-light'],
  ['Default High Contrast', 'vscode-high-contrast'],
  ['Default High Contrast Light', 'vscode-high-contrast-light'],
] as const;

export function describePanel(vsCode: VsCode): void {
  describe('the audit panel', () => {
    let window: VsCodeWindow;
    before(async () => {
      const example = await readFile(path.join(repository, 'examples/curation.jsonl'));
      window = await vsCode.open({ 'curation.jsonl': example });
      await window.command('Teacherprint: Audit Dataset File');
      await window.panel.getByText(/expected false/i).waitFor();
    });
    after(() => window.close());

    it('says who wrote the file, and how much of it was read', async () => {
      const text = await window.panel.locator('body').innerText();
      for (const part of [
        /unexplained/i,
        /analy[sz]ed/i,
        /not JSON|broken/i,
        /messages\[\]\.content/,
      ])
        assert.match(text, part);
      await window.screenshot('panel');
    });

    it('jumps to the row of a sample', async () => {
      const sample = window.panel
        .getByRole('list', { name: /samples/i })
        .getByRole('listitem')
        .first();
      const row = /\d[\d,]*/.exec(await sample.innerText())?.[0].replaceAll(',', '');
      await sample.getByRole('button', { name: /^row/i }).click();
      await window.page.getByText(`Ln ${row ?? 'of the sample'},`).waitFor();
    });

    it('explains a sample beside the file', async () => {
      await window.panel
        .getByRole('button', { name: /explain/i })
        .first()
        .click();
      await window.page.locator('.editor-group-container').nth(1).waitFor();
      await window.panel
        .getByText(/\bbits\b/)
        .first()
        .waitFor();
      await window.screenshot('panel-explained');
    });

    it('judges a selection', async () => {
      await window.command('View: Focus First Editor Group');
      await window.goToLine(1);
      // The whole line: End would stop where the line is wrapped.
      await window.page.keyboard.press('Control+L');
      await window.command('Teacherprint: Score Selection');
      const evidence = window.panel.getByRole('region', { name: /selection/i });
      await evidence
        .getByText(/\bbits\b/)
        .first()
        .waitFor();
      await window.screenshot('panel-selection');
    });

    for (const [theme, kind] of themes)
      it(`is accessible in ${theme}`, async () => {
        await window.configure({ 'workbench.colorTheme': theme });
        await window.panel.locator(`body.${kind}`).waitFor();
        // The panel's own page only: the rest of the window is VS Code's.
        const { violations } = await new AxeBuilder({ page: window.page })
          .include(['iframe.webview.ready', 'iframe#active-frame', 'body'])
          .analyze();
        const found = violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)]);
        assert.deepEqual(found, []);
        await window.screenshot(`panel-${kind}`);
      });
  });
}
