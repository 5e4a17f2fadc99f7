/** VS Code's window for tests: each test file opens a folder of its own and drives what it shows. */

import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import type { Browser, FrameLocator, Locator, Page } from 'playwright-core';
import { repository } from '../../../scripts/package-vsix.ts';
import { panelFrames, viewerFrames } from '../../../scripts/panel-frames.ts';
import type { Workbench } from '../../../scripts/workbench.ts';
import { patienceMs, poll } from '../poll.ts';

export class VsCode {
  readonly #workbench: Workbench;
  readonly #browser: Browser;

  constructor(workbench: Workbench, browser: Browser) {
    this.#workbench = workbench;
    this.#browser = browser;
  }

  /** Holds all that VS Code writes about itself: settings, logs, state. */
  get folder(): string {
    return this.#workbench.folder;
  }

  /** Opens a new folder that holds these files, and the first of them in an editor. */
  async open(files: Readonly<Record<string, string | Buffer>>): Promise<VsCodeWindow> {
    const folder = await mkdtemp(path.join(os.tmpdir(), 'teacherprint-folder-'));
    for (const [name, content] of Object.entries(files)) {
      const file = path.join(folder, name);
      await mkdir(path.dirname(file), { recursive: true });
      await writeFile(file, content);
    }
    const context = await this.#browser.newContext({ viewport: { width: 1280, height: 800 } });
    context.setDefaultTimeout(patienceMs);
    const page = await context.newPage();
    const window = new VsCodeWindow(page, folder);
    const first = this.#workbench.fileUri(path.join(folder, Object.keys(files)[0]!));
    await page.goto(this.#workbench.url(folder, [['openFile', first]]));
    await window.squiggles.or(window.lines).first().waitFor();
    return window;
  }

  async openExample(): Promise<VsCodeWindow> {
    return this.open(await exampleFiles());
  }

  /** What all open windows show: the first thing to look at after a failure. */
  async photograph(title: string): Promise<void> {
    const pages = this.#browser.contexts().flatMap((context) => context.pages());
    const name = `failed-${title.replaceAll(/\W+/g, '-')}`;
    for (const [index, page] of pages.entries())
      await page.screenshot({ path: path.join(repository, 'artifacts', `${name}-${index}.png`) });
  }
}

export class VsCodeWindow {
  readonly page: Page;
  readonly folder: string;

  constructor(page: Page, folder: string) {
    this.page = page;
    this.folder = folder;
  }

  get squiggles(): Locator {
    return this.page.locator('.monaco-editor').locator('.squiggly-warning, .squiggly-info');
  }

  get lines(): Locator {
    return this.page.locator('.monaco-editor .view-line');
  }

  get hover(): Locator {
    return this.page.locator('.monaco-hover:visible');
  }

  /** The page inside the side panel. */
  get panel(): FrameLocator {
    const [outer, inner] = panelFrames;
    return this.page.frameLocator(outer).frameLocator(inner);
  }

  /** The page inside the one dataset viewer that is to be seen. */
  get viewer(): FrameLocator {
    const [outer, inner] = viewerFrames;
    return this.page.frameLocator(outer).frameLocator(inner);
  }

  /** The page of an audit in a tab, where no dataset viewer is to be seen. */
  get tab(): FrameLocator {
    return this.viewer;
  }

  /** Runs a command by its title, as from the keyboard. */
  async command(title: string): Promise<void> {
    const entry = this.page
      .locator('.quick-input-list .monaco-list-row', { hasText: title })
      .first();
    // The palette lists what was known when it opened, which is too little just after a start.
    await poll(`the command ${title}`, async () => {
      const isFound =
        (await this.#typeInPalette(`>${title}`)) && (await isSoon((limit) => entry.click(limit)));
      if (isFound) return true;
      await this.page.keyboard.press('Escape');
      return null;
    });
  }

  /** Chooses a command from the explorer's menu of a file. */
  async fromMenu(file: string, command: string): Promise<void> {
    const name = this.page.locator('.explorer-folders-view').getByText(file);
    const entry = this.page.locator('.context-view').getByText(command);
    await poll(`the menu of ${file}`, async () => {
      // What is told of a file that is pointed at may cover another.
      await this.page.mouse.move(0, 0);
      const isChosen =
        (await isSoon((limit) => name.click({ button: 'right', ...limit }))) &&
        (await isSoon((limit) => entry.click(limit))) &&
        // A menu that has just opened may not heed a click.
        (await isSoon((limit) => entry.waitFor({ state: 'hidden', ...limit })));
      if (isChosen) return true;
      // Or it was open before VS Code knew of us.
      await this.page.keyboard.press('Escape');
      return null;
    });
  }

  /** Chooses from a list that is open. */
  async pick(entry: RegExp): Promise<void> {
    const rows = this.page.locator('.quick-input-list .monaco-list-row');
    await rows.filter({ hasText: entry }).first().click();
  }

  /** Checks these in a list of check boxes, and nothing else. */
  async check(entries: readonly RegExp[]): Promise<void> {
    const rows = this.page.locator('.quick-input-list .monaco-list-row[role="checkbox"]');
    await rows.first().waitFor();
    // The list may move under the pointer, so what a click did is looked at before it counts.
    await poll(`${entries.join(', ')} to be checked`, async () => {
      let isDone = true;
      for (const row of await rows.all()) {
        const label = (await row.textContent()) ?? '';
        const isWanted = entries.some((entry) => entry.test(label));
        if ((await row.isChecked()) === isWanted) continue;
        isDone = false;
        await isSoon((limit) => row.click(limit));
      }
      return isDone || null;
    });
  }

  async goToLine(line: number, column = 1): Promise<void> {
    await poll('the palette', async () => {
      return (await this.#typeInPalette(`:${line}:${column}`)) ? true : null;
    });
    await this.page.keyboard.press('Enter');
    await this.page.locator('.quick-input-widget').waitFor({ state: 'hidden' });
  }

  /** Workspace settings; VS Code notices the file. */
  async configure(settings: Readonly<Record<string, unknown>>): Promise<void> {
    await mkdir(path.join(this.folder, '.vscode'), { recursive: true });
    const file = path.join(this.folder, '.vscode/settings.json');
    await writeFile(file, JSON.stringify(settings));
  }

  /** Kept, so that a person can look at what the assertions saw. */
  async screenshot(name: string): Promise<void> {
    await this.page.screenshot({ path: path.join(repository, 'artifacts', `${name}.png`) });
  }

  async close(): Promise<void> {
    await this.page.context().close();
    await rm(this.folder, { recursive: true, force: true, maxRetries: 5 });
  }

  /** False: it closed again, since something else took the focus. */
  async #typeInPalette(text: string): Promise<boolean> {
    await this.page.keyboard.press('F1');
    const input = this.page.locator('.quick-input-widget input').first();
    return isSoon((limit) => input.fill(text, limit));
  }
}

export async function exampleFiles(): Promise<Record<string, Buffer>> {
  const name = 'curation.jsonl';
  return { [name]: await readFile(path.join(repository, 'examples', name)) };
}

const soonMs = 3_000;

/** For what may need a second try: whether it happens within some seconds. */
export async function isSoon(
  wait: (options: { timeout: number }) => Promise<void>,
): Promise<boolean> {
  return wait({ timeout: soonMs }).then(
    () => true,
    () => false,
  );
}
