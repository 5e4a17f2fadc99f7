/** The viewer's page over real files, without VS Code around it. */

import assert from 'node:assert/strict';
import type { Browser, Locator, Page } from 'playwright-core';
import type { FromViewer, ToViewer } from '../../../protocol/viewer.ts';
import { launchChromium } from '../../../scripts/chromium.ts';
import { openPage, type BrowserPage } from '../browser-page.ts';
import { runSuites, type Report } from '../outcomes.ts';
import { themes } from '../panel-page/themes.ts';
import { poll } from '../poll.ts';
import {
  conversation,
  conversations,
  endSearches,
  serveDataset,
  type ServedDataset,
  uri,
} from './served-dataset.ts';

interface ViewerPage extends BrowserPage<ToViewer, FromViewer> {
  readonly dataset: ServedDataset;
  readonly grid: Locator;
}

interface ViewerPageOptions {
  readonly theme?: string;
  readonly width?: number;
  readonly height?: number;
  readonly lines?: readonly string[];
}

const attacks = [
  '<img src=x onerror="alert(1)">',
  '<script>alert(1)</script>',
  '\u202Egnp.exe\u200B',
  'w'.repeat(10_000),
];

export async function runViewerPageSuite(report: Report): Promise<void> {
  const browser = await launchChromium();
  try {
    await runSuites(() => describeViewerPage(browser), report);
  } finally {
    await browser.close();
    await endSearches();
  }
}

function describeViewerPage(browser: Browser): void {
  /** Every page is closed in the end, and none may have complained. */
  const onPage =
    (options: ViewerPageOptions, test: (viewer: ViewerPage) => Promise<void>) =>
    async (): Promise<void> => {
      const viewer = await openViewer(browser, options);
      await test(viewer);
      assert.deepEqual(viewer.complaints, []);
      await viewer.close();
      await viewer.dataset.close();
    };

  describe('the viewer’s page', () => {
    for (const { kind: theme } of themes)
      it(`is accessible in every state, in ${theme}`, onPage({ theme }, checkEveryState));
    for (const width of [420, 640, 1000, 1600])
      it(
        `shows a list ${width} pixels wide`,
        onPage({ width }, (it) => checkWidth(it, width)),
      );
    // As much as a page of 1280 by 800 has when it is magnified twice.
    it('can be used at 200 %', onPage({ width: 640, height: 400 }, checkSmall));
    const lines = attacks.map((attack) => JSON.stringify({ text: attack.repeat(2) }));
    it('takes hostile text for text', onPage({ lines: [...lines, '{broken'] }, checkHostile));
    it('moves by every key', onPage({}, checkKeys));
    it('asks for what its keys and buttons say', onPage({}, checkRequests));
    it('filters, sorts and finds', onPage({}, checkFilters));
    it('says how far an audit is', onPage({}, checkAudit));
    it('is where it was when it comes back', onPage({}, checkReturn));
    const many = Array.from({ length: 1_500_000 }, (_, row) => `{"text":"row ${row + 1}"}`);
    it('reaches every one of 1,500,000 rows', onPage({ lines: many }, checkMany));
    it('says that a file is empty', onPage({ lines: [] }, checkEmpty));
  });
}

async function openViewer(
  browser: Browser,
  { theme = 'vscode-dark', width = 1280, height = 800, lines }: ViewerPageOptions,
): Promise<ViewerPage> {
  const dataset = await serveDataset(lines ?? [...conversations(398), conversation(399), '{"a": ']);
  let page: BrowserPage<ToViewer, FromViewer> | null = null;
  const tell = async (message: ToViewer | null): Promise<void> => {
    if (message !== null) await page?.tell(message);
  };
  page = await openPage<ToViewer, FromViewer>(browser, {
    script: 'media/viewer/viewer.ts',
    styles: ['media/viewer/viewer.css'],
    title: 'Teacherprint dataset viewer',
    theme,
    width,
    height,
    artifacts: 'viewer-page',
    onMessage: async (message) => {
      await tell(await dataset.answer(message as FromViewer));
      for await (const state of dataset.progress()) await tell(state);
    },
  });
  // What it sent before we knew it.
  await tell({ kind: 'open', uri, name: 'train.jsonl' });
  const grid = page.page.getByRole('grid');
  return { ...page, dataset, grid };
}

function rowNamed(page: Page, row: number): Locator {
  const place = page.getByRole('gridcell', { name: row.toLocaleString('en'), exact: true });
  return page.getByRole('row').filter({ has: place });
}

/** The row that keys act on, as a screen reader hears it. */
async function activeText({ grid }: ViewerPage): Promise<string> {
  return grid.evaluate((node) => {
    const id = node.getAttribute('aria-activedescendant');
    const line = id === null ? null : document.getElementById(id);
    return line?.innerText ?? '';
  });
}

/** What is said of the list, beside it. */
async function checkCount({ page }: ViewerPage, words: string): Promise<void> {
  await page.locator('.count').getByText(words, { exact: true }).waitFor();
}

/** Verdicts are to be seen. */
async function checkVerdicts({ page }: ViewerPage): Promise<void> {
  await page.getByRole('gridcell', { name: 'claude' }).first().waitFor();
}

async function checkActive(viewer: ViewerPage, row: number): Promise<void> {
  await poll(`row ${row} to be the active one`, async () => {
    const text = await activeText(viewer);
    return text.startsWith(`${row.toLocaleString('en')}\n`) ? true : null;
  });
}

async function checkEveryState(viewer: ViewerPage): Promise<void> {
  const { page } = viewer;
  const check = async (name: string): Promise<void> => {
    assert.deepEqual(await viewer.accessibility(), [], name);
    await viewer.screenshot(name);
  };
  await rowNamed(page, 1).waitFor();
  await check('plain');
  await viewer.tell(await viewer.dataset.audit('partial'));
  await page.getByText(/^Auditing/).waitFor();
  await check('auditing');
  await viewer.tell(await viewer.dataset.audit('complete'));
  await checkVerdicts(viewer);
  await viewer.grid.focus();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowDown');
  await viewer.tell({ kind: 'selected', sample: { uri, row: 1, turn: 1 } });
  await check('audited');
  await page.getByLabel('Filter by text').fill('lighthouse');
  await checkCount(viewer, '50 rows found');
  await check('found');
  await page.getByLabel('Sort').selectOption('verdict');
  await checkCount(viewer, '50 samples found');
  await page.getByText('.993').first().waitFor();
  await check('sorted');
  await page.getByLabel('Filter by text').fill('nowhere to be found');
  await page.getByText('No row is like this.').waitFor();
  await check('nothing');
  await viewer.tell({ kind: 'failed', id: null, message: 'The file is gone.' });
  await page.getByText('The file is gone.').waitFor();
  await check('failed');
}

async function checkWidth(viewer: ViewerPage, width: number): Promise<void> {
  const { page } = viewer;
  await viewer.tell(await viewer.dataset.audit('complete'));
  await checkVerdicts(viewer);
  const needed = await page.evaluate(() => document.documentElement.scrollWidth);
  assert.ok(needed <= width, `the page needs ${needed} pixels`);
  await viewer.screenshot(`wide-${width}`);
}

async function checkSmall(viewer: ViewerPage): Promise<void> {
  const { page } = viewer;
  await viewer.tell(await viewer.dataset.audit('complete'));
  await rowNamed(page, 1).waitFor();
  await viewer.grid.focus();
  await page.keyboard.press('End');
  await checkActive(viewer, 400);
  await viewer.screenshot('small');
}

async function checkHostile(viewer: ViewerPage): Promise<void> {
  const { page } = viewer;
  await rowNamed(page, 4).waitFor();
  assert.equal(await page.locator('img, a, main script').count(), 0);
  await page.getByText('‹U+202E›gnp.exe‹U+200B›').first().waitFor();
  await page.getByText(/^not JSON/).waitFor();
  await viewer.screenshot('hostile');
}

async function checkKeys(viewer: ViewerPage): Promise<void> {
  const { page, grid } = viewer;
  await rowNamed(page, 1).waitFor();
  await grid.focus();
  const press = (key: string): Promise<void> => page.keyboard.press(key);
  await press('ArrowDown');
  await press('ArrowDown');
  await press('ArrowUp');
  await checkActive(viewer, 2);
  await press('End');
  await checkActive(viewer, 400);
  await press('PageUp');
  const seen = Math.floor((await grid.evaluate((node) => node.clientHeight)) / 26);
  await poll('a page up', async () => {
    const row = Number((await activeText(viewer)).split('\n')[0]);
    return row < 400 - seen / 2 && row > 400 - seen * 2 ? true : null;
  });
  await press('Home');
  await checkActive(viewer, 1);
  await press('g');
  await page.keyboard.type('333');
  await press('Enter');
  await checkActive(viewer, 333);
  await rowNamed(page, 333).waitFor();
  await grid.focus();
  await press('/');
  await page.keyboard.type('entry 77 ');
  await checkCount(viewer, '1 row found');
  await rowNamed(page, 77).waitFor();
}

async function checkRequests(viewer: ViewerPage): Promise<void> {
  const { page, grid } = viewer;
  await rowNamed(page, 3).click();
  const press = (name: string): Promise<void> =>
    page.getByRole('button', { name, exact: true }).click();
  for (const name of ['Open', 'Explain', 'Select for Compare', 'Audit']) await press(name);
  await press('Change the field that is read');
  await viewer.tell({ kind: 'selected', sample: { uri, row: 3, turn: 1 } });
  assert.ok(await page.getByRole('button', { name: 'Select for Compare' }).isDisabled());
  await rowNamed(page, 5).dblclick();
  await press('Compare with row 3, turn 1');
  await grid.focus();
  for (const key of ['Enter', 'e', 'd', 'p']) await page.keyboard.press(key);
  await viewer.tell(await viewer.dataset.audit('partial'));
  await press('Cancel');
  const asked = (await viewer.sent()).filter(({ kind }) => kind !== 'rows' && kind !== 'ready');
  const place = (row: number): { row: number; turn: number } => ({ row, turn: 1 });
  assert.deepEqual(asked, [
    { kind: 'open-sample', ...place(3) },
    { kind: 'explain', ...place(3) },
    { kind: 'compare', ...place(3) },
    { kind: 'audit' },
    { kind: 'choose-field' },
    { kind: 'open-sample', ...place(5) },
    { kind: 'compare', ...place(5) },
    { kind: 'open-sample', ...place(5) },
    { kind: 'explain', ...place(5) },
    { kind: 'compare', ...place(5) },
    { kind: 'cancel' },
  ]);
}

async function checkFilters(viewer: ViewerPage): Promise<void> {
  const { page } = viewer;
  await rowNamed(page, 1).waitFor();
  const choose = async (name: string, value: string): Promise<void> => {
    await page.getByLabel(name).selectOption(value);
  };
  await choose('Filter by verdict', 'match');
  await page.getByText(/known after an audit/).waitFor();
  await viewer.tell(await viewer.dataset.audit('complete'));
  // Every third row, but for those that are too short.
  await checkCount(viewer, '128 samples found');
  await choose('Filter by family', 'human');
  await checkCount(viewer, '27 samples found');
  await choose('Filter by flag', 'self-identification');
  await checkCount(viewer, '0 samples found');
  await page.getByRole('button', { name: 'Clear' }).click();
  await checkCount(viewer, '400 rows');
  await choose('Sort', 'verdict');
  await checkCount(viewer, '400 samples');
  const first = page.getByRole('rowgroup').getByRole('row').first();
  await first.getByText('.999').waitFor();
  await page.getByLabel('Go to row').fill('25');
  await page.keyboard.press('Enter');
  await checkActive(viewer, 25);
  await choose('Sort', 'file');
  await choose('Filter by verdict', 'skipped');
  await checkCount(viewer, '16 samples found');
  // What is not in the list is shown in one where it is.
  await page.getByLabel('Go to row').fill('26');
  await page.keyboard.press('Enter');
  await checkActive(viewer, 26);
  assert.equal(await page.getByLabel('Filter by verdict').inputValue(), '');
}

async function checkAudit(viewer: ViewerPage): Promise<void> {
  const { page } = viewer;
  await page.getByText('Not audited yet').waitFor();
  await viewer.tell(await viewer.dataset.audit('partial'));
  await page.getByText(/^Auditing: 134 samples so far/).waitFor();
  await checkVerdicts(viewer);
  await viewer.tell(await viewer.dataset.audit('cancelled'));
  await page.getByText(/stopped early: only the first 134 samples/).waitFor();
  await viewer.tell(await viewer.dataset.audit('complete'));
  await page.getByText('Audited: 400 samples.').waitFor();
}

async function checkReturn(viewer: ViewerPage): Promise<void> {
  const { page } = viewer;
  await rowNamed(page, 1).waitFor();
  await page.getByLabel('Filter by text').fill('orchard');
  await checkCount(viewer, '50 rows found');
  await viewer.grid.focus();
  await page.keyboard.press('End');
  await checkActive(viewer, 394);
  // As if the page were new.
  await viewer.tell({ kind: 'open', uri, name: 'train.jsonl' });
  await checkCount(viewer, '50 rows found');
  assert.equal(await page.getByLabel('Filter by text').inputValue(), 'orchard');
  await checkActive(viewer, 394);
}

async function checkMany(viewer: ViewerPage): Promise<void> {
  const { page, grid } = viewer;
  await checkCount(viewer, '1,500,000 rows');
  for (const row of [1_499_999, 700_001, 1_234_567]) {
    await page.getByLabel('Go to row').fill(String(row));
    await page.keyboard.press('Enter');
    await checkActive(viewer, row);
    await rowNamed(page, row).waitFor();
  }
  await grid.focus();
  await page.keyboard.press('ArrowDown');
  await checkActive(viewer, 1_234_568);
  await page.keyboard.press('End');
  await checkActive(viewer, 1_500_000);
  // The bar can be drawn to its end, and the wheel moves by rows where the bar cannot.
  await grid.evaluate((node) => (node.scrollTop = 0));
  await rowNamed(page, 1).waitFor();
  await grid.hover();
  await page.mouse.wheel(0, 260);
  await rowNamed(page, 11).waitFor();
  await poll('the first row to be gone', async () =>
    (await rowNamed(page, 1).count()) === 0 ? true : null,
  );
  await grid.evaluate((node) => (node.scrollTop = node.scrollHeight));
  await rowNamed(page, 1_500_000).waitFor();
  await viewer.screenshot('many');
}

async function checkEmpty({ page }: ViewerPage): Promise<void> {
  await page.getByText('This file has no rows.').waitFor();
}
