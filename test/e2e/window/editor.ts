import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Locator } from 'playwright-core';
import { configFileName } from '../../../protocol/commands.ts';
import { poll } from '../poll.ts';
import { isSoon, type VsCode, type VsCodeWindow } from './vs-code.ts';

// Rows of the example whose findings do not depend on the profile; see examples/README.md.
const leakingRow = 5;
const leak = 'As ChatGPT';
const brokenRow = 10;

export function describeEditor(vsCode: VsCode): void {
  describe('the example in the editor', () => {
    let window: VsCodeWindow;
    before(async () => {
      window = await vsCode.openExample();
    });
    after(() => window.close());

    it('underlines leaks as warnings and broken rows as information', async () => {
      await window.goToLine(leakingRow);
      await window.page.locator('.squiggly-warning').first().waitFor();
      await window.goToLine(brokenRow);
      await window.page.locator('.squiggly-info').first().waitFor();
      await window.screenshot('editor-squiggles');
    });

    it('lists them as problems', async () => {
      await window.command('Problems: Focus on Problems View');
      const filter = window.page.getByPlaceholder(/^Filter \(e\.g\./);
      const problems = window.page.locator('.markers-panel .monaco-list-row');
      for (const code of ['self-identification', 'broken-json']) {
        // VS Code applies what is typed a moment later, and may put an older filter back over it.
        await poll(`a problem ${code}`, async () => {
          await filter.fill(code);
          const problem = problems.filter({ hasText: code }).first();
          return (await isSoon((limit) => problem.waitFor(limit))) || null;
        });
      }
      await window.screenshot('editor-problems');
      await filter.fill('');
      await window.command('View: Hide Panel');
    });

    it('explains a finding on hover, with evidence and with its rate of error', async () => {
      await window.goToLine(leakingRow);
      await window.page.mouse.move(0, 0);
      await window.page.locator('.squiggly-warning').first().hover({ force: true });
      // The server's part joins VS Code's own a moment later.
      await window.hover
        .getByText(/\d bits/)
        .first()
        .waitFor();
      const text = (await window.hover.allInnerTexts()).join('\n');
      assert.match(text, /self-identification/);
      assert.match(text, /\d\.\d+ bits/);
      assert.match(text, /probability 0\.\d+/);
      await window.screenshot('editor-hover');
    });

    it('offers to explain it', async () => {
      const actions = await openActions(window);
      await actions.filter({ hasText: /ignore this finding/i }).waitFor();
      await window.screenshot('editor-actions');
      await actions.filter({ hasText: /explain/i }).click();
      await window.page.getByRole('tab', { name: /row 5 turn 1/ }).waitFor();
    });

    it('marks the evidence in the sample, for and against told apart by their lines', async () => {
      const sample = window.page.locator('.editor-group-container').nth(1);
      await sample.getByText(leak).waitFor();
      const lines = await poll('two kinds of lines', async () => {
        const marks = sample.locator('.view-overlays [class*="ced-"]');
        const styles = await marks.evaluateAll((nodes) =>
          nodes.map((node) => getComputedStyle(node).borderBottomStyle),
        );
        return new Set(styles.filter((style) => style !== 'none')).size >= 2 ? styles : null;
      });
      assert.ok(lines.includes('dotted'), 'the leak has a line of its own');
      await window.panel.getByRole('region', { name: /evidence/i }).waitFor();
      await window.screenshot('editor-explained');
    });

    it('shows what became of a sample, and marks that', async () => {
      const sample = window.page.locator('.editor-group-container').nth(1);
      const explain = async (text: string): Promise<void> => {
        await window.command('Teacherprint: Explain Sample');
        await sample.getByText(text).waitFor();
        // Line ends may be evidence, too, and take no room.
        await sample
          .locator('.view-overlays [class*="ced-"]')
          .filter({ visible: true })
          .first()
          .waitFor();
      };
      const goThere = async (): Promise<void> => {
        await window.command('View: Focus First Editor Group');
        await window.goToLine(1, await columnOf(window, 1, 'fresh herbs fresh'));
      };
      await goThere();
      await explain('Keeping fresh herbs fresh');
      await goThere();
      await window.page.keyboard.type('all ');
      await explain('Keeping all fresh herbs fresh');
    });

    it('does not let the sample be changed', async () => {
      const sample = window.page.locator('.editor-group-container').nth(1);
      const before = await sample.locator('.view-lines').innerText();
      await sample.locator('.view-line').first().click();
      await window.page.keyboard.type('x');
      await window.page
        .getByRole('alert')
        .getByText(/cannot edit in read-only/i)
        .waitFor();
      assert.equal(await sample.locator('.view-lines').innerText(), before);
      await window.command('View: Close Editor');
      await sample.waitFor({ state: 'detached' });
    });

    it('ignores a finding from then on, in a file that can be shared', async () => {
      const file = path.join(window.folder, configFileName);
      await (await openActions(window)).filter({ hasText: /ignore this finding/i }).click();
      const written = await poll(configFileName, () => readFile(file, 'utf8').catch(() => null));
      assert.match(written, /self-identification/);
      await window.page.getByText(leak).first().waitFor();
      await window.page.locator('.squiggly-warning').first().waitFor({ state: 'detached' });
      await window.screenshot('editor-ignored');
    });
  });
}

/** The list behind *Quick Fix* where the leak is. */
async function openActions(window: VsCodeWindow): Promise<Locator> {
  const column = (await columnOf(window, leakingRow, leak)) + 1;
  const actions = window.page.locator('.action-widget .monaco-list-row');
  await window.command('View: Focus First Editor Group');
  await poll('the list of actions', async () => {
    await window.goToLine(leakingRow, column);
    await window.page.keyboard.press('Control+.');
    return (await isSoon((options) => actions.first().waitFor(options))) ? true : null;
  });
  return actions;
}

/** Where a text stands in the file, from 1, as VS Code counts. */
async function columnOf(window: VsCodeWindow, row: number, text: string): Promise<number> {
  const rows = (await readFile(path.join(window.folder, 'curation.jsonl'), 'utf8')).split('\n');
  return rows[row - 1]!.indexOf(text) + 1;
}
