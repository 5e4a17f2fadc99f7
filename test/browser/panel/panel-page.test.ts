import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ensureChromium, launchChromium } from '../../../scripts/chromium.ts';
import { auditView, explanationView, sampleView } from '../../unit/media/audit-view.ts';
import { openPanel, type PanelPage } from './panel-page.ts';
import { themes } from './themes.ts';

const { uri } = auditView();
const attacks = [
  '<img src=x onerror="alert(1)">',
  '<script>alert(1)</script>',
  '\u202Egnp.exe\u200B',
  'w'.repeat(10_000),
];
const hostile = auditView({
  path: `/data/${attacks.join(' ').replaceAll('/', ' ')}.jsonl`,
  top: attacks.map((preview, row) => sampleView({ row: row + 1, preview })),
});

// A developer may lack a browser; the machine that decides about a merge may not.
const missing = await ensureChromium().then(() => null, String);
const isSkipped = missing !== null && process.env['CI'] !== 'true';

describe.skipIf(isSkipped)(`the panel’s page${isSkipped ? `: ${missing}` : ''}`, () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await launchChromium();
  });
  afterAll(() => browser.close());

  describe.each(themes.map(({ kind }) => kind))('in %s', (theme) => {
    it('is accessible in every state', async () => {
      const panel = await openPanel(browser, { theme });
      await checkAccessible(panel, `${theme}-welcome`);
      await panel.tell({ kind: 'audit', audit: auditView({ state: 'partial', bytesDone: 9e6 }) });
      await checkAccessible(panel, `${theme}-partial`);
      await panel.tell({ kind: 'audit', audit: auditView({ state: 'cancelled' }) });
      await panel.tell({ kind: 'failed', message: 'The file is gone.' });
      await checkAccessible(panel, `${theme}-canceled`);
      await panel.tell({ kind: 'audit', audit: auditView() });
      await panel.tell({ kind: 'explanation', explanation: explanationView(), uri });
      await checkAccessible(panel, `${theme}-explained`);
      await panel.tell({ kind: 'explanation', explanation: explanationView(), uri: null });
      await checkAccessible(panel, `${theme}-selection`);
      expect(panel.complaints).toEqual([]);
      await panel.page.close();
    });
  });

  it.each([200, 360, 900])('shows all of it %d pixels wide', async (width) => {
    const panel = await openPanel(browser, { width });
    for (const audit of [auditView(), hostile]) {
      await panel.tell({ kind: 'audit', audit });
      await panel.tell({ kind: 'explanation', explanation: explanationView(), uri: null });
      const needed = await panel.page.evaluate(() => document.documentElement.scrollWidth);
      expect(needed).toBeLessThanOrEqual(width);
      await panel.screenshot(`width-${width}${audit === hostile ? '-hostile' : ''}`);
    }
    await panel.page.close();
  });

  it('takes hostile text for text', async () => {
    const panel = await openPanel(browser);
    await panel.tell({ kind: 'audit', audit: hostile });
    expect(await panel.page.locator('img, a, main script').count()).toBe(0);
    await panel.page.getByText('‹U+202E›gnp.exe‹U+200B›').first().waitFor();
    expect(panel.complaints).toEqual([]);
    await panel.page.close();
  });

  it('sends what its buttons say', async () => {
    const panel = await openPanel(browser);
    const press = (name: string): Promise<void> =>
      panel.page.getByRole('button', { name, exact: true }).click();
    await press('Audit a Dataset File');
    await press('Open the Example');
    await panel.tell({ kind: 'audit', audit: auditView({ state: 'partial' }) });
    await press('Cancel');
    await panel.tell({ kind: 'audit', audit: auditView() });
    await press('Audit again');
    await press('Change the field that is read');
    await press('Row 4,107, turn 1');
    await press('Explain Row 77');
    expect(await panel.sent()).toEqual([
      { kind: 'ready' },
      { kind: 'pick-dataset' },
      { kind: 'open-example' },
      { kind: 'cancel' },
      { kind: 'audit', uri },
      { kind: 'choose-field', uri },
      { kind: 'open-row', uri, row: 4107 },
      { kind: 'explain', uri, row: 77, turn: null },
    ]);
    await panel.page.close();
  });

  it('can be used from the keyboard, and keeps the focus when it is told more', async () => {
    const panel = await openPanel(browser);
    await panel.tell({ kind: 'audit', audit: auditView() });
    const { keyboard } = panel.page;
    const focused = panel.page.locator(':focus');
    await panel.page.getByRole('button', { name: 'Row 4,107, turn 1', exact: true }).focus();
    await keyboard.press('ArrowDown');
    expect(await focused.innerText()).toBe('Row 77');
    await keyboard.press('End');
    expect(await focused.innerText()).toBe('Row 12');
    await panel.tell({ kind: 'audit', audit: auditView() });
    expect(await focused.innerText()).toBe('Row 12');
    await panel.page.getByRole('slider').focus();
    await keyboard.press('ArrowRight');
    await keyboard.press('Enter');
    expect((await panel.sent()).at(-1)).toEqual({ kind: 'open-row', uri, row: 196 });
    await panel.page.close();
  });

  it('filters while one types', async () => {
    const panel = await openPanel(browser);
    await panel.tell({ kind: 'audit', audit: auditView() });
    const samples = panel.page.getByRole('list', { name: /samples/i }).getByRole('listitem');
    await panel.page.getByLabel('Filter by verdict').selectOption('unknown');
    expect(await samples.count()).toBe(1);
    await panel.page.getByLabel('Filter by verdict').selectOption('');
    await panel.page.getByLabel('Filter by text').pressSequentially('rusted');
    expect(await samples.count()).toBe(3);
    await panel.page.close();
  });
});

async function checkAccessible(panel: PanelPage, name: string): Promise<void> {
  expect(await panel.accessibility()).toEqual([]);
  await panel.screenshot(name);
}
