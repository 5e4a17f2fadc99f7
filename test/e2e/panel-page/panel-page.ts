/** The panel's page in a browser of its own: the real bundle, styles and policy, no VS Code. */

import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { AxeBuilder } from '@axe-core/playwright';
import { build } from 'esbuild';
import type { Browser, Page } from 'playwright-core';
import type { FromPanel, ToPanel } from '../../../protocol/panel.ts';
import { repository } from '../../../scripts/package-vsix.ts';
import { themes } from './themes.ts';

export interface PanelPage {
  readonly page: Page;
  /** What the page refused or threw; a policy violation is told here. */
  readonly complaints: readonly string[];
  tell(message: ToPanel): Promise<void>;
  sent(): Promise<FromPanel[]>;
  /** Rules that the page breaks, with the elements that do. */
  accessibility(): Promise<string[]>;
  screenshot(name: string): Promise<void>;
  close(): Promise<void>;
}

export interface PanelPageOptions {
  readonly theme?: string;
  readonly width?: number;
}

export async function openPanel(
  browser: Browser,
  { theme = 'vscode-dark', width = 300 }: PanelPageOptions,
): Promise<PanelPage> {
  const context = await browser.newContext({ viewport: { width, height: 900 } });
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('request', (request) => complaints.push(`asked for ${request.url()}`));
  await page.setContent(await panelHtml(theme));
  return {
    page,
    complaints,
    async tell(message) {
      await page.evaluate((data) => {
        window.dispatchEvent(new MessageEvent('message', { data }));
      }, message);
    },
    sent: () => page.evaluate(() => (globalThis as unknown as { sent: FromPanel[] }).sent),
    async accessibility() {
      const { violations } = await new AxeBuilder({ page }).analyze();
      return violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html}`));
    },
    async screenshot(name) {
      const file = path.join(repository, 'artifacts/panel-page', `${theme}-${name}.png`);
      await page.screenshot({ path: file, fullPage: true });
    },
    close: () => context.close(),
  };
}

async function panelHtml(theme: string): Promise<string> {
  const bundle = await build({
    entryPoints: [path.join(repository, 'media/panel.ts')],
    bundle: true,
    write: false,
  });
  const script = bundle.outputFiles[0]?.text ?? '';
  const style = await readFile(path.join(repository, 'media/panel.css'), 'utf8');
  const variables = Object.entries(themes.find(({ kind }) => kind === theme)?.variables ?? {});
  const root = variables.map(([name, value]) => `--vscode-${name}: ${value};`).join(' ');
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; script-src 'nonce-test'; style-src 'nonce-test'">
<title>Teacherprint audit</title>
<style nonce="test">:root { ${root} }
${style}</style>
</head>
<body class="${theme}">
<script nonce="test">
globalThis.sent = [];
globalThis.acquireVsCodeApi = () => ({
  postMessage: (message) => globalThis.sent.push(message),
  getState: () => globalThis.kept,
  setState: (state) => { globalThis.kept = state; },
});
</script>
<script nonce="test">${script}</script>
</body>
</html>`;
}
