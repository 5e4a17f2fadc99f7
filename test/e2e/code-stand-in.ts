#!/usr/bin/env node
/**
 * Stands in for the `code` executable that @vscode/test-electron starts: the extension host is
 * VS Code's server, the window is headless Chromium. Exit code 0 if the tests inside passed.
 */

import { parseArgs } from 'node:util';
import type { Browser } from 'playwright-core';
import { launchChromium } from '../../scripts/chromium.ts';
import { startWorkbench, type Workbench } from '../../scripts/workbench.ts';

const timeoutMs = 600_000;

// The other flags are for a desktop window.
const { values, positionals } = parseArgs({
  strict: false,
  options: {
    extensionDevelopmentPath: { type: 'string' },
    extensionTestsPath: { type: 'string' },
  },
});

/** Answers with the exit code that the test run hands to the window. */
async function runInWindow(workbench: Workbench, browser: Browser): Promise<number> {
  const page = await browser.newPage();
  const { promise: exitCode, resolve: exit } = Promise.withResolvers<number>();
  const log: string[] = [];
  await page.exposeFunction('codeAutomationLog', (type: string, parts: unknown[]) => {
    log.push([type, ...parts].map(String).join(' '));
  });
  await page.exposeFunction('codeAutomationExit', exit);
  page.once('crash', () => {
    exit(2);
  });
  void workbench.ended.then(() => {
    exit(3);
  });
  const patience = setTimeout(exit, timeoutMs, 4);
  const url = workbench.url(positionals[0] ?? null, [
    ['extensionDevelopmentPath', workbench.fileUri(String(values['extensionDevelopmentPath']))],
    ['extensionTestsPath', workbench.fileUri(String(values['extensionTestsPath']))],
  ]);
  await page.goto(url, { waitUntil: 'commit' });
  const code = await exitCode;
  clearTimeout(patience);
  // The workbench misses services of a desktop, loudly; what is left is the tests' and the hosts'.
  const telling = log
    .join('\n')
    .split('\n')
    .filter((line) => !line.includes('/workbench.js:'));
  if (code !== 0) process.stderr.write(`${telling.join('\n')}\n`);
  return code;
}

// The driver calls the page's `codeAutomation…` functions. It also hides messages and dialogs,
// so the browser tests do without.
const workbench = await startWorkbench({ serverFlags: ['--enable-smoke-test-driver'] });
try {
  const browser = await launchChromium();
  try {
    process.exitCode = await runInWindow(workbench, browser);
  } finally {
    await browser.close();
  }
} finally {
  await workbench.stop();
}
