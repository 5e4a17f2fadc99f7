import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Locator } from 'playwright-core';
import { configFileName } from '../../../protocol/commands.ts';
import { poll } from '../poll.ts';
import { leakingAnswer, plainAnswer, row } from '../rows.ts';
import { isSoon, type VsCode, type VsCodeWindow } from './vs-code.ts';

const rows = [row(plainAnswer), row(leakingAnswer), '{"messages": ['];

export function describeEditor(vsCode: VsCode): void {
  describe('a dataset in the editor', () => {
    let window: VsCodeWindow;
    before(async () => {
      window = await vsCode.open({ 'rows.jsonl': `${rows.join('\n')}\n` });
    });
    after(() => window.close());

    it('shows leaks as warnings and broken rows as information', async () => {
      await window.page.locator('.squiggly-warning').first().waitFor();
      await window.page.locator('.squiggly-info').first().waitFor();
      await window.command('Problems: Focus on Problems View');
      const problems = window.page.locator('.markers-panel .monaco-list-row');
      await problems
        .filter({ hasText: /self-identification/ })
        .first()
        .waitFor();
      await problems
        .filter({ hasText: /broken-json/ })
        .first()
        .waitFor();
      await window.screenshot('editor-problems');
      await window.command('View: Hide Panel');
    });

    it('explains a finding on hover', async () => {
      await hoverLeak(window);
      assert.match(await window.hover.first().innerText(), /self-identification/);
      await window.screenshot('editor-hover');
    });

    it('offers to explain and to ignore it', async () => {
      const actions = await openActions(window);
      await actions
        .filter({ hasText: /explain/i })
        .first()
        .waitFor();
      await actions
        .filter({ hasText: /ignore/i })
        .first()
        .waitFor();
      await window.screenshot('editor-actions');
      await window.page.keyboard.press('Escape');
    });

    it('ignores it from then on, in a file that can be shared', async () => {
      const actions = await openActions(window);
      await actions
        .filter({ hasText: /ignore/i })
        .first()
        .click();
      await window.page.locator('.squiggly-warning').first().waitFor({ state: 'hidden' });
      const file = path.join(window.folder, configFileName);
      const written = await poll(configFileName, () => readFile(file, 'utf8').catch(() => null));
      assert.match(written, /self-identification/);
      await window.screenshot('editor-ignored');
    });
  });
}

async function hoverLeak(window: VsCodeWindow): Promise<void> {
  await window.page.mouse.move(0, 0);
  await window.page.locator('.squiggly-warning').first().hover({ force: true });
  await window.hover.first().waitFor();
}

/** The list behind *Quick Fix* where the leak is. */
async function openActions(window: VsCodeWindow): Promise<Locator> {
  const actions = window.page.locator('.action-widget .monaco-list-row');
  await poll('the list of actions', async () => {
    await window.goToLine(2, rows[1]!.indexOf('ChatGPT') + 2);
    await window.page.keyboard.press('Control+.');
    return (await isSoon(actions.first())) ? true : null;
  });
  return actions;
}
