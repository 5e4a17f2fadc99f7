/** The page of campaigns on audits that no real log would give all at once, without VS Code around it. */

import assert from 'node:assert/strict';
import type { FromCampaignPage, LogAuditState } from '../../../protocol/campaign-page.ts';
import {
  axisView,
  campaignView,
  cardView,
  logAuditState,
  logAuditView,
  logPath,
  windowsView,
} from '../../unit/media/campaign-view.ts';
import type { Report } from '../outcomes.ts';
import {
  attacks,
  checkPressed,
  runTabPageSuite,
  type TabPage,
  type TabPageTests,
  tellState,
} from '../tab-page.ts';

type CampaignPage = TabPage<LogAuditState, FromCampaignPage>;
type Tests = TabPageTests<LogAuditState, FromCampaignPage>;

const hostile = logAuditState({
  names: attacks,
  audit: logAuditView({
    problems: attacks,
    campaigns: campaignView({
      windows: windowsView({
        windows: attacks.map((path) => ({ ...windowsView().windows[0]!, path })),
      }),
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

export function runCampaignPageSuite(report: Report): Promise<void> {
  return runTabPageSuite<LogAuditState, FromCampaignPage>(
    {
      name: 'the page of campaigns',
      script: 'media/campaign/campaign.ts',
      styles: ['media/tab.css', 'media/campaign/campaign.css'],
      title: 'Teacherprint campaigns',
      artifacts: 'campaign-page',
      plain: logAuditState(),
      hostile,
      everyState,
      others: {
        'says beside each axis what else looks like it': checkBenign,
        'tells slots apart without color': checkSlots,
        'sends what its buttons say': checkButtons,
        'keeps a button that is pressed while progress comes': checkProgress,
      },
    },
    report,
  );
}

const everyState: Tests['everyState'] = async (check) => {
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
  const compared = logAuditView({ campaigns: campaignView({ windows: windowsView() }) });
  await check(
    'compared',
    logAuditState({ audit: compared, benign: 'requests-2026-05.jsonl' }),
    /^1 of 4 windows of 1,500 requests has prompts that are written otherwise/,
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
};

async function checkBenign({ page, ...rest }: CampaignPage): Promise<void> {
  await tellState({ page, ...rest }, logAuditState());
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
  await tellState(page, logAuditState());
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
  await tellState(page, logAuditState({ progress: { percentage: 0, message: '' }, audit: null }));
  await press('Cancel');
  await tellState(page, logAuditState());
  await press('Audit again');
  await press('Export…');
  await page.page.getByRole('button', { name: /^Row 1,033/ }).click();
  await press('Correct what was read');
  const focused = page.page.locator(':focus');
  assert.equal(await focused.getAttribute('aria-label'), 'Change where the time is');
  await press('Compare with Ordinary Traffic…');
  await press('Row 17');
  await press('Change where the account is');
  assert.deepEqual(await page.sent(), [
    { kind: 'ready' },
    { kind: 'cancel' },
    { kind: 'audit' },
    { kind: 'export' },
    { kind: 'open-row', path: logPath, row: 1033 },
    { kind: 'choose-benign' },
    { kind: 'open-row', path: logPath, row: 17 },
    { kind: 'choose-path', field: 'account' },
  ]);
}

async function checkProgress(page: CampaignPage): Promise<void> {
  await checkPressed(page, (percentage) =>
    logAuditState({ progress: { percentage, message: `${percentage} rows` } }),
  );
  await page.page.getByText('2 rows so far').waitFor();
}
