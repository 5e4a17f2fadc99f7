/** A page of ours in a browser of its own: the real bundle, styles and policy, no VS Code. */

import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { AxeBuilder } from '@axe-core/playwright';
import { build } from 'esbuild';
import type { Browser, Page } from 'playwright-core';
import { repository } from '../../scripts/package-vsix.ts';
import { themes } from './panel-page/themes.ts';

export interface BrowserPageOptions {
  /** Bundled from here; its style sheets; its title. */
  readonly script: string;
  readonly styles: readonly string[];
  readonly title: string;
  readonly theme: string;
  readonly width: number;
  readonly height: number;
  /** Folder of the screenshots. */
  readonly artifacts: string;
  /** Called with every message of the page; null: they are only kept. */
  readonly onMessage: ((message: unknown) => unknown) | null;
}

export interface BrowserPage<ToPage, FromPage> {
  readonly page: Page;
  /** What the page refused or threw; a policy violation is told here. */
  readonly complaints: readonly string[];
  tell(message: ToPage): Promise<void>;
  sent(): Promise<FromPage[]>;
  /** Rules that the page breaks, with the elements that do. */
  accessibility(): Promise<string[]>;
  screenshot(name: string): Promise<void>;
  close(): Promise<void>;
}

export async function openPage<ToPage, FromPage>(
  browser: Browser,
  options: BrowserPageOptions,
): Promise<BrowserPage<ToPage, FromPage>> {
  const { theme, width, height, onMessage } = options;
  const context = await browser.newContext({ viewport: { width, height } });
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('request', (request) => complaints.push(`asked for ${request.url()}`));
  if (onMessage !== null) await page.exposeFunction('answer', onMessage);
  await page.setContent(await htmlOf(options));
  return {
    page,
    complaints,
    async tell(message) {
      await page.evaluate((data) => {
        window.dispatchEvent(new MessageEvent('message', { data }));
      }, message);
    },
    sent: () => page.evaluate(() => (globalThis as unknown as { sent: FromPage[] }).sent),
    async accessibility() {
      const { violations } = await new AxeBuilder({ page }).analyze();
      return violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html}`));
    },
    async screenshot(name) {
      const file = path.join(repository, 'artifacts', options.artifacts, `${theme}-${name}.png`);
      await page.screenshot({ path: file, fullPage: true });
    },
    close: () => context.close(),
  };
}

async function htmlOf({ script, styles, title, theme }: BrowserPageOptions): Promise<string> {
  const bundle = await build({
    entryPoints: [path.join(repository, script)],
    bundle: true,
    write: false,
  });
  const code = bundle.outputFiles[0]?.text ?? '';
  const sheets = await Promise.all(
    ['media/controls.css', ...styles].map((name) => readFile(path.join(repository, name), 'utf8')),
  );
  const variables = Object.entries(themes.find(({ kind }) => kind === theme)?.variables ?? {});
  const root = variables.map(([name, value]) => `--vscode-${name}: ${value};`).join(' ');
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; script-src 'nonce-test'; style-src 'nonce-test'">
<title>${title}</title>
<style nonce="test">:root { ${root} }
${sheets.join('\n')}</style>
</head>
<body class="${theme}">
<script nonce="test">
globalThis.sent = [];
globalThis.acquireVsCodeApi = () => ({
  postMessage: (message) => {
    globalThis.sent.push(message);
    globalThis.answer?.(message);
  },
  getState: () => globalThis.kept,
  setState: (state) => { globalThis.kept = state; },
});
</script>
<script nonce="test">${code}</script>
</body>
</html>`;
}
