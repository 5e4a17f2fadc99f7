/** The page of campaigns on audits that no real log would give all at once, without VS Code around it. */

import assert from 'node:assert/strict';
import type { Browser } from 'playwright-core';
import type {
  FromCampaignPage,
  LogAuditState,
  ToCampaignPage,
} from '../../../protocol/campaign-page.ts';
import { launchChromium } from '../../../scripts/chromium.ts';
import {
  axisView,
  campaignView,
  cardView,
  logAuditState,
  logAuditView,
  logPath,
} from '../../unit/media/campaign-view.ts';
import { openPage, type BrowserPage } from '../browser-page.ts';
import { runSuites, type Report } from '../outcomes.ts';
import { themes } from '../panel-page/themes.ts';

type CampaignPage = BrowserPage<ToCampaignPage, FromCampaignPage>;

interface PageOptions {
  readonly theme?: string;
  readonly width?: number;
}

const attacks = [
  '<img src=x onerror="alert(1)">',
  '<script>alert(1)</script>',
  '\u202Egnp.exe\u200B',
  'w'.repeat(10_000),
];
const hostile = logAuditState({
  names: attacks,
  audit: logAuditView({
    problems: attacks,
    campaigns: campaignView({
      cards: attacks.map((text, at) =>
        cardView({
          id: `campaign-${at + 1}`,
          busiest: [{ name: text, requests: 3 }],
          axes: [axisView({ spans: attacks })],
          template: {
            requests: 3,
            prompts: 3,
            pieces: [
              { kind: 'fixed', text },
              { kind: 'slot', text },
            ],
          },
          evidence: [{ path: `/logs/${text}`, row: 1, time: null, account: text }],
        }),
      ),
    }),
  }),
});

export async function runCampaignPageSuite(report: Report): Promise<void> {
  const browser = await launchChromium();
  try {
    await runSuites(() => describeCampaignPage(browser), report);
  } finally {
    await browser.close();
  }
}

function describeCampaignPage(browser: Browser): void {
  /** Every page is closed in the end, and none may have complained. */
  const onPage =
    (options: PageOptions, test: (page: CampaignPage) => Promise<void>) =>
    async (): Promise<void> => {
      const page = await openCampaignPage(browser, options);
      await test(page);
      assert.deepEqual(page.complaints, []);
      await page.close();
    };

  describe('the page of campaigns', () => {
    for (const { kind: theme } of themes)
      it(`is accessible in every state, in ${theme}`, onPage({ theme }, checkEveryState));
    for (const width of [320, 640, 1000, 1600])
      it(
        `shows all of it ${width} pixels wide`,
        onPage({ width }, (page) => checkWidth(page, width)),
      );
    it('takes hostile text for text', onPage({}, checkHostile));
    it('says beside each axis what else looks like it', onPage({}, checkBenign));
    it('tells slots apart without color', onPage({}, checkSlots));
    it('sends what its buttons say', onPage({}, checkButtons));
    it('keeps a button that is pressed while progress comes', onPage({}, checkProgress));
  });
}

function openCampaignPage(
  browser: Browser,
  { theme = 'vscode-dark', width = 1000 }: PageOptions,
): Promise<CampaignPage> {
  return openPage(browser, {
    script: 'media/campaign/campaign.ts',
    styles: ['media/tab.css', 'media/campaign/campaign.css'],
    title: 'Teacherprint campaigns',
    theme,
    width,
    height: 900,
    artifacts: 'campaign-page',
    onMessage: null,
  });
}

const tell = (page: CampaignPage, state: LogAuditState): Promise<void> =>
  page.tell({ kind: 'state', state });

async function checkEveryState(page: CampaignPage): Promise<void> {
  const check = async (name: string, state: LogAuditState, words: RegExp): Promise<void> => {
    await tell(page, state);
    await page.page.getByText(words).first().waitFor();
    assert.deepEqual(await page.accessibility(), [], name);
    await page.screenshot(name);
  };
  const progress = { percentage: 41, message: '41,200 rows' };
  await check('reading', logAuditState({ progress, audit: null }), /41,200 rows so far/);
  await check('cards', logAuditState(), /^1 group of requests is consistent/);
  const none = campaignView({ cards: [] });
  await check(
    'no-card',
    logAuditState({ audit: logAuditView({ campaigns: none }) }),
    /No card does not mean that nobody is distilling/,
  );
  const stopped = campaignView({ state: 'cancelled' });
  await check(
    'canceled',
    logAuditState({ audit: logAuditView({ campaigns: stopped }) }),
    /Only the first 2,200 rows were read/,
  );
  await check('failed', logAuditState({ failure: 'The log is gone.' }), /The log is gone/);
  const [file] = campaignView().files;
  const blind = { ...file!, mapping: { ...file!.mapping!, account: null, time: null } };
  const unread = campaignView({ files: [blind], cards: [], from: null, to: null, timeline: [] });
  await check(
    'unread',
    logAuditState({ audit: logAuditView({ campaigns: unread, problems: ['b: no such file'] }) }),
    /say where the account is, under What was read/,
  );
}

async function checkWidth(page: CampaignPage, width: number): Promise<void> {
  for (const [name, state] of Object.entries({ plain: logAuditState(), hostile })) {
    await tell(page, state);
    const needed = await page.page.evaluate(() => document.documentElement.scrollWidth);
    assert.ok(needed <= width, `${name} needs ${needed} pixels`);
    await page.screenshot(`${name}-${width}`);
  }
}

async function checkHostile(page: CampaignPage): Promise<void> {
  await tell(page, hostile);
  assert.equal(await page.page.locator('img, a, main script').count(), 0);
  await page.page.getByText('‹U+202E›gnp.exe‹U+200B›').first().waitFor();
}

async function checkBenign({ page, ...rest }: CampaignPage): Promise<void> {
  await tell({ page, ...rest }, logAuditState());
  const axes = page.locator('.axes > li');
  assert.equal(await axes.count(), 2);
  for (const axis of await axes.all()) {
    const text = await axis.innerText();
    assert.match(text, /p (?:\d|< )/);
    assert.match(text, /observed\s+[\d.]+\s+expected\s+[\d.]+/);
    assert.match(text, /What else looks like it\s+\S+/);
  }
}

async function checkSlots(page: CampaignPage): Promise<void> {
  await tell(page, logAuditState());
  const template = page.page.locator('.template');
  const slots = template.locator('.slot');
  assert.deepEqual(await slots.evaluateAll((all) => all.map((slot) => slot.textContent)), [
    '⟨differs, such as seven bridges over one river⟩',
    '⟨differs, such as time, and number them⟩',
  ]);
  assert.match(await template.ariaSnapshot(), /differs, such as seven bridges over one river/);
}

async function checkButtons(page: CampaignPage): Promise<void> {
  const press = (name: string): Promise<void> =>
    page.page.getByRole('button', { name, exact: true }).click();
  await tell(page, logAuditState({ progress: { percentage: 0, message: '' }, audit: null }));
  await press('Cancel');
  await tell(page, logAuditState());
  await press('Audit again');
  await press('Export…');
  await page.page.getByRole('button', { name: /^Row 1,033/ }).click();
  await press('Correct what was read');
  const focused = page.page.locator(':focus');
  assert.equal(await focused.getAttribute('aria-label'), 'Change where the time is');
  await press('Row 17');
  await press('Change where the account is');
  assert.deepEqual(await page.sent(), [
    { kind: 'ready' },
    { kind: 'cancel' },
    { kind: 'audit' },
    { kind: 'export' },
    { kind: 'open-row', path: logPath, row: 1033 },
    { kind: 'open-row', path: logPath, row: 17 },
    { kind: 'choose-path', field: 'account' },
  ]);
}

async function checkProgress(page: CampaignPage): Promise<void> {
  const at = (percentage: number): LogAuditState =>
    logAuditState({ progress: { percentage, message: `${percentage} rows` } });
  await tell(page, at(1));
  const cancel = page.page.getByRole('button', { name: 'Cancel' });
  await cancel.focus();
  const box = (await cancel.boundingBox())!;
  await page.page.mouse.move(box.x + 5, box.y + 5);
  await page.page.mouse.down();
  await tell(page, at(2));
  await page.page.mouse.up();
  assert.deepEqual((await page.sent()).at(-1), { kind: 'cancel' });
  await page.page.getByText('2 rows so far').waitFor();
}
