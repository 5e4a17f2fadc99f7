/** Tests of the page of an audit in a tab: what is true of each of them, and how to write the rest. */

import assert from 'node:assert/strict';
import { launchChromium } from '../../scripts/chromium.ts';
import { type BrowserPage, type BrowserPageOptions, openPage } from './browser-page.ts';
import { type Report, runSuites } from './outcomes.ts';
import { themes } from './panel-page/themes.ts';

/** What the extension tells such a page. */
interface Told<State> {
  readonly kind: 'state';
  readonly state: State;
}

export type TabPage<State, Message> = BrowserPage<Told<State>, Message>;

export interface TabPageTests<State, Message> extends Pick<
  BrowserPageOptions,
  'script' | 'styles' | 'title' | 'artifacts'
> {
  /** In words, of a plain audit and of one that is full of attacks. */
  readonly name: string;
  readonly plain: State;
  readonly hostile: State;
  /** Brings the page into every state, and each must be accessible. */
  readonly everyState: (
    check: (name: string, state: State, words: RegExp) => Promise<void>,
    page: TabPage<State, Message>,
  ) => Promise<void>;
  readonly others: Readonly<Record<string, (page: TabPage<State, Message>) => Promise<void>>>;
}

export async function runTabPageSuite<State, Message>(
  tests: TabPageTests<State, Message>,
  report: Report,
): Promise<void> {
  const browser = await launchChromium();
  const { script, styles, title, artifacts } = tests;
  /** Every page is closed in the end, and none may have complained. */
  const onPage =
    (
      { theme = 'vscode-dark', width = 1000 },
      test: (page: TabPage<State, Message>) => Promise<void>,
    ) =>
    async (): Promise<void> => {
      const look = { theme, width, height: 900, onMessage: null };
      const page = await openPage<Told<State>, Message>(browser, {
        ...{ script, styles, title, artifacts },
        ...look,
      });
      await test(page);
      assert.deepEqual(page.complaints, []);
      await page.close();
    };
  const define = (): void => {
    describe(tests.name, () => {
      for (const { kind: theme } of themes)
        it(
          `is accessible in every state, in ${theme}`,
          onPage({ theme }, (page) => checkEveryState(tests, page)),
        );
      for (const width of [320, 640, 1000, 1600])
        it(
          `shows all of it ${width} pixels wide`,
          onPage({ width }, (page) => checkWidth(tests, page, width)),
        );
      it(
        'takes hostile text for text',
        onPage({}, (page) => checkHostile(tests, page)),
      );
      for (const [title, test] of Object.entries(tests.others)) it(title, onPage({}, test));
    });
  };
  try {
    await runSuites(define, report);
  } finally {
    await browser.close();
  }
}

export function tellState<State>(page: TabPage<State, unknown>, state: State): Promise<void> {
  return page.tell({ kind: 'state', state });
}

async function checkEveryState<State, Message>(
  { everyState }: TabPageTests<State, Message>,
  page: TabPage<State, Message>,
): Promise<void> {
  await everyState(async (name, state, words) => {
    await tellState(page, state);
    await page.page.getByText(words).first().waitFor();
    assert.deepEqual(await page.accessibility(), [], name);
    await page.screenshot(name);
  }, page);
}

async function checkWidth<State, Message>(
  { plain, hostile }: TabPageTests<State, Message>,
  page: TabPage<State, Message>,
  width: number,
): Promise<void> {
  for (const [name, state] of Object.entries({ plain, hostile })) {
    await tellState(page, state);
    const needed = await page.page.evaluate(() => document.documentElement.scrollWidth);
    assert.ok(needed <= width, `${name} needs ${needed} pixels`);
    await page.screenshot(`${name}-${width}`);
  }
}

/** Texts of rows that want to be more, or to look like something else. */
export const attacks = [
  '<img src=x onerror="alert(1)">',
  '<script>alert(1)</script>',
  '\u202Egnp.exe\u200B',
  'w'.repeat(10_000),
];

async function checkHostile<State, Message>(
  { hostile }: TabPageTests<State, Message>,
  page: TabPage<State, Message>,
): Promise<void> {
  await tellState(page, hostile);
  assert.equal(await page.page.locator('img, a, main script').count(), 0);
  await page.page.getByText('‹U+202E›gnp.exe‹U+200B›').first().waitFor();
}

/** A button that is pressed while progress comes does what it says. `at`: the state at some per cent. */
export async function checkPressed<State>(
  page: TabPage<State, { kind: string }>,
  at: (percentage: number) => State,
): Promise<void> {
  await tellState(page, at(1));
  const cancel = page.page.getByRole('button', { name: 'Cancel' });
  await cancel.focus();
  const box = (await cancel.boundingBox())!;
  await page.page.mouse.move(box.x + 5, box.y + 5);
  await page.page.mouse.down();
  await tellState(page, at(2));
  await page.page.mouse.up();
  assert.deepEqual((await page.sent()).at(-1), { kind: 'cancel' });
}
