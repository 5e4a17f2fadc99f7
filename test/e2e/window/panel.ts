import assert from 'node:assert/strict';
import { AxeBuilder } from '@axe-core/playwright';
import type { Locator } from 'playwright-core';
import { panelFrames } from '../../../scripts/panel-frames.ts';
import { poll } from '../poll.ts';
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
      window = await vsCode.openExample();
      await window.command('Teacherprint: Audit Dataset File');
      await window.panel.getByText(/audit again/i).waitFor();
    });
    after(() => window.close());

    it('says who wrote the file: shares with intervals, and what is unexplained', async () => {
      const shares = window.panel.locator('.shares li');
      const families = shares.and(window.panel.locator('.family'));
      assert.ok((await families.count()) > 0);
      for (const family of await families.all()) {
        assert.match(await family.innerText(), /^[\w ]+\s+(\d+\s% \(\d+–\d+\)|≤ \d+\s%)$/);
        assert.equal(await family.locator('.interval').count(), 3);
        assert.equal(await family.locator('.strip path').count(), 1);
      }
      assert.match(await shares.last().innerText(), /^unexplained\s+(<\s)?\d+\s%/);
      await window.screenshot('panel');
    });

    it('keeps a ledger that adds up', async () => {
      const [summary, skipped] = await window.panel.locator('.coverage p').allInnerTexts();
      const [rows, samples, analyzed] = numbersIn(summary);
      const [total, ...reasons] = numbersIn(skipped);
      assert.equal(rows, 225);
      assert.equal(analyzed! + total!, samples);
      assert.equal(
        reasons.reduce((sum, times) => sum + times, 0),
        total,
      );
    });

    it('says where in the file, and goes there', async () => {
      const slider = window.panel.getByRole('slider');
      await slider.focus();
      await slider.press('End');
      const words = await window.panel.locator('output').innerText();
      const [row] = numbersIn(words);
      await slider.press('Enter');
      await window.page.getByText(`Ln ${row},`).waitFor();
    });

    it('jumps to the row of a sample', async () => {
      const open = listed(window).first().getByRole('button', { name: /^row/i });
      const [row] = numbersIn(await open.innerText());
      await open.click();
      await window.page.getByText(`Ln ${row},`).waitFor();
    });

    it('lists only what is wanted', async () => {
      const flag = window.panel.getByLabel('Filter by flag');
      await flag.selectOption('chat-template');
      await poll('only samples with that flag', async () => {
        const texts = await listed(window).allInnerTexts();
        return texts.length === 5 && texts.every((text) => text.includes('chat template'))
          ? true
          : null;
      });
      await window.screenshot('panel-filtered');
      await flag.selectOption('');
    });

    it('explains a sample beside the file, and why in the list', async () => {
      const sample = listed(window).first();
      await sample.getByRole('button', { name: /explain/i }).click();
      await window.page.locator('.editor-group-container').nth(1).waitFor();
      const evidence = sample.getByRole('region', { name: /evidence/i });
      assert.match(await evidence.innerText(), /\d bits/);
      assert.ok((await evidence.getByRole('row').count()) > 1);
      await window.screenshot('panel-explained');
    });

    it('judges a selection', async () => {
      await window.command('View: Focus First Editor Group');
      await window.goToLine(1);
      // The whole line: End would stop where the line is wrapped.
      await window.page.keyboard.press('Control+L');
      await window.command('Teacherprint: Score Selection');
      const evidence = window.panel.getByRole('region', { name: /selection/i });
      await evidence.getByText(/\d bits/).waitFor();
      await window.screenshot('panel-selection');
    });

    it('can be reached and used from the keyboard', async () => {
      await window.command('Teacherprint: Show Audit Panel');
      const focused = window.panel.locator(':focus');
      const place = window.panel.locator('.place');
      await poll('the focus in the list of samples', async () => {
        await window.page.keyboard.press('Tab');
        return (await focused.and(place).count()) > 0 ? true : null;
      });
      const first = await focused.innerText();
      await window.page.keyboard.press('ArrowDown');
      const second = await focused.innerText();
      assert.notEqual(second, first);
      await window.page.keyboard.press('Enter');
      await window.page.getByText(`Ln ${numbersIn(second)[0]},`).waitFor();
    });

    it('remembers its filter while it is hidden', async () => {
      await window.panel.getByLabel('Filter by text').fill('Lisbon');
      await window.command('View: Show Explorer');
      await window.command('Teacherprint: Show Audit Panel');
      const filter = window.panel.getByLabel('Filter by text');
      assert.equal(await filter.inputValue(), 'Lisbon');
      await filter.fill('');
    });

    for (const [theme, kind] of themes)
      it(`is accessible in ${theme}`, async () => {
        await window.configure({ 'workbench.colorTheme': theme });
        await window.panel.locator(`body.${kind}`).waitFor();
        // The panel's own page only: the rest of the window is VS Code's.
        const { violations } = await new AxeBuilder({ page: window.page })
          .include([...panelFrames, 'body'])
          .analyze();
        const found = violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)]);
        assert.deepEqual(found, []);
        for (const part of ['header', '.filters', '.evidence']) {
          await window.panel.locator(part).evaluate((node) => {
            node.scrollIntoView({ block: 'start' });
          });
          await window.screenshot(`panel-${kind}-${part.replace('.', '')}`);
        }
      });
  });
}

function listed(window: VsCodeWindow): Locator {
  return window.panel.getByRole('list', { name: /samples/i }).locator('> li');
}

function numbersIn(text = ''): number[] {
  return [...text.matchAll(/\d[\d,]*/g)].map(([digits]) => Number(digits.replaceAll(',', '')));
}
