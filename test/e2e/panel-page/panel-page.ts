/** The panel's page by itself. */

import type { Browser } from 'playwright-core';
import type { FromPanel, ToPanel } from '../../../protocol/panel.ts';
import { openPage, type BrowserPage } from '../browser-page.ts';

export type PanelPage = BrowserPage<ToPanel, FromPanel>;

export interface PanelPageOptions {
  readonly theme?: string;
  readonly width?: number;
}

export function openPanel(
  browser: Browser,
  { theme = 'vscode-dark', width = 300 }: PanelPageOptions,
): Promise<PanelPage> {
  return openPage(browser, {
    script: 'media/panel.ts',
    styles: ['media/panel.css'],
    title: 'Teacherprint audit',
    theme,
    width,
    height: 900,
    artifacts: 'panel-page',
    onMessage: null,
  });
}
