/** The panel's page on views that no real file would give it all at once, without VS Code around it. */

import assert from 'node:assert/strict';
import type { Browser } from 'playwright-core';
import type { ExplanationView } from '../../../protocol/views.ts';
import { launchChromium } from '../../../scripts/chromium.ts';
import { auditView, explanationView, sampleView } from '../../unit/media/audit-view.ts';
import { runSuites, type Report } from '../outcomes.ts';
import { openPanel, type PanelPage, type PanelPageOptions } from './panel-page.ts';
import { themes } from './themes.ts';

const { uri } = auditView();
const attacks = [
  '<img src=x onerror="alert(1)">',
  '<script>alert(1)</script>',
  '\u202Egnp.exe\u200B',
  'w'.repeat(10_000),
];
const unlike = { ...auditView().likeness!, distance: 1.6 };
const hostile = auditView({
  likeness: { ...unlike, source: attacks.join(' ') },
  path: `/data/${attacks.join(' ').replaceAll('/', ' ')}.jsonl`,
  top: attacks.map((preview, row) => sampleView({ row: row + 1, preview })),
});

export async function runPanelPageSuite(report: Report): Promise<void> {
  const browser = await launchChromium();
  try {
    await runSuites(() => describePanelPage(browser), report);
  } finally {
    await browser.close();
  }
}

function describePanelPage(browser: Browser): void {
  /** Every page is closed in the end, and none may have complained. */
  const onPage =
    (options: PanelPageOptions, test: (panel: PanelPage) => Promise<void>) =>
    async (): Promise<void> => {
      const panel = await openPanel(browser, options);
      await test(panel);
      assert.deepEqual(panel.complaints, []);
      await panel.close();
    };

  describe('the panel’s page', () => {
    for (const { kind: theme } of themes)
      it(`is accessible in every state, in ${theme}`, onPage({ theme }, checkEveryState));

    for (const width of [200, 300, 480, 900])
      it(
        `shows all of it ${width} pixels wide`,
        onPage({ width }, (panel) => checkWidth(panel, width)),
      );

    it(
      'takes hostile text for text',
      onPage({}, async (panel) => {
        await panel.tell({ kind: 'audit', audit: hostile });
        assert.equal(await panel.page.locator('img, a, main script').count(), 0);
        await panel.page.getByText('‹U+202E›gnp.exe‹U+200B›').first().waitFor();
      }),
    );

    it('compares the nearest families side by side', onPage({}, checkNearest));

    it('sends what its buttons say', onPage({}, checkButtons));

    it('can be used from the keyboard, and keeps the focus', onPage({}, checkKeyboard));

    it('filters while one types', onPage({}, checkFilters));
  });
}

async function checkEveryState(panel: PanelPage): Promise<void> {
  const check = async (name: string): Promise<void> => {
    assert.deepEqual(await panel.accessibility(), [], name);
    await panel.screenshot(name);
  };
  await check('welcome');
  await panel.tell({ kind: 'audit', audit: auditView({ state: 'partial', bytesDone: 9e6 }) });
  await check('partial');
  await panel.tell({ kind: 'audit', audit: auditView({ likeness: unlike }) });
  await panel.page.getByText(/the nearest, short letters, is 1\.6 standard deviations/).waitFor();
  await check('unlike');
  await panel.tell({ kind: 'audit', audit: auditView({ state: 'cancelled' }) });
  await panel.tell({ kind: 'failed', message: 'The file is gone.' });
  await check('canceled');
  await panel.tell({ kind: 'audit', audit: auditView() });
  await panel.tell({ kind: 'explanation', explanation: explanationView(), uri });
  await check('explained');
  const sample = sampleView({ verdict: 'unknown', typicality: 0.02 });
  await panel.tell({ kind: 'explanation', explanation: explanationView({ sample }), uri });
  await panel.page.getByText(/Closest, but untypical: 2 in 100/).waitFor();
  await check('untypical');
  await panel.tell({ kind: 'explanation', explanation: explanationView(), uri: null });
  await check('selection');
}

function nearestCalled(names: readonly string[]): ExplanationView {
  const nearest = explanationView().nearest.map((near, k) => ({ ...near, family: names[k] ?? '' }));
  return explanationView({ nearest });
}

async function checkWidth(panel: PanelPage, width: number): Promise<void> {
  // Names as long as any in the profile that ships.
  const explanation = nearestCalled(['deepseek', 'command', 'other']);
  for (const [name, audit] of Object.entries({ plain: auditView(), hostile })) {
    await panel.tell({ kind: 'audit', audit });
    await panel.tell({ kind: 'explanation', explanation, uri: null });
    const needed = await panel.page.evaluate(() => document.documentElement.scrollWidth);
    assert.ok(needed <= width, `${name} needs ${needed} pixels`);
    await panel.screenshot(`${name}-${width}`);
  }
}

async function checkNearest(panel: PanelPage): Promise<void> {
  const table = panel.page.getByRole('table', { name: /^nearest families/i });
  await panel.tell({ kind: 'explanation', explanation: explanationView(), uri: null });
  assert.deepEqual(await table.getByRole('columnheader').allInnerTexts(), [
    'Kind of evidence',
    'claude',
    'gpt',
    'other models',
  ]);
  const kinds = ['phrase', 'spelling', 'sentence pattern', 'layout', 'opening or closing'];
  assert.deepEqual(await table.getByRole('rowheader').allInnerTexts(), [
    ...kinds,
    'all together',
    'probability',
  ]);
  // Each kind's favorite family, and that of all together.
  const favorites = ['+2.10', '+1.40', '+1.20', '+0.80', '+0.60', '+4.70'];
  assert.deepEqual(await table.locator('strong').allInnerTexts(), favorites);
  await panel.tell({ kind: 'explanation', explanation: nearestCalled(attacks), uri: null });
  assert.equal(await panel.page.locator('img, a, main script').count(), 0);
  await panel.tell({ kind: 'explanation', explanation: explanationView({ nearest: [] }), uri });
  assert.equal(await table.count(), 0);
}

async function checkButtons(panel: PanelPage): Promise<void> {
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
  await panel.page.getByText('The 2 largest clusters').click();
  await press('Go to row 1,206');
  assert.deepEqual(await panel.sent(), [
    { kind: 'ready' },
    { kind: 'pick-dataset' },
    { kind: 'open-example' },
    { kind: 'cancel' },
    { kind: 'audit', uri },
    { kind: 'choose-field', uri },
    { kind: 'open-row', uri, row: 4107 },
    { kind: 'explain', uri, row: 77, turn: null },
    { kind: 'open-row', uri, row: 1206 },
  ]);
}

async function checkKeyboard(panel: PanelPage): Promise<void> {
  await panel.tell({ kind: 'audit', audit: auditView() });
  const { keyboard } = panel.page;
  const focused = panel.page.locator(':focus');
  await panel.page.getByRole('button', { name: 'Row 4,107, turn 1', exact: true }).focus();
  await keyboard.press('ArrowDown');
  assert.equal(await focused.innerText(), 'Row 77');
  await keyboard.press('End');
  assert.equal(await focused.innerText(), 'Row 12');
  await panel.tell({ kind: 'audit', audit: auditView() });
  assert.equal(await focused.innerText(), 'Row 12');
  await panel.page.getByRole('slider').focus();
  await keyboard.press('ArrowRight');
  await keyboard.press('Enter');
  assert.deepEqual((await panel.sent()).at(-1), { kind: 'open-row', uri, row: 196 });
}

async function checkFilters(panel: PanelPage): Promise<void> {
  await panel.tell({ kind: 'audit', audit: auditView() });
  const samples = panel.page.getByRole('list', { name: /samples/i }).getByRole('listitem');
  await panel.page.getByLabel('Filter by verdict').selectOption('unknown');
  assert.equal(await samples.count(), 1);
  await panel.page.getByLabel('Filter by verdict').selectOption('match');
  await panel.page.getByLabel('Filter by flag').selectOption('refusal');
  assert.equal(await samples.count(), 1);
  await panel.page.getByLabel('Filter by flag').selectOption('');
  await panel.page.getByLabel('Filter by text').pressSequentially('rusted');
  assert.equal(await samples.count(), 2);
}
