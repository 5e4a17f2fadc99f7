/** Chromium for the browser tests and the screenshot: found, or installed where that is allowed. */

import { accessSync, constants, existsSync } from 'node:fs';
import path from 'node:path';
import { chromium, type Browser } from 'playwright-core';
import { runProgram } from './run-program.ts';

const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome'];
const macApplications = ['Chromium', 'Google Chrome', 'Microsoft Edge'];

/** Starts headless Chromium. Throws one line on what to install where there is none. */
export async function launchChromium(): Promise<Browser> {
  return chromium.launch({
    executablePath: await ensureChromium(),
    headless: true,
    // Chromium refuses to run as root with its sandbox; the pages it sees are our own.
    args: ['--disable-gpu', ...(isRoot() ? ['--no-sandbox'] : [])],
  });
}

/** The path of an executable, installed by apt-get as root on Debian and Ubuntu if need be. */
export async function ensureChromium(): Promise<string> {
  const found = findChromium();
  if (found !== null) return found;
  const isChosen = process.env['CHROMIUM'] !== undefined;
  if (!isChosen && isRoot() && existsSync('/etc/debian_version')) await installChromium();
  const installed = findChromium();
  if (installed === null)
    throw new Error('Install Chromium or Chrome, or set CHROMIUM to its executable.');
  return installed;
}

async function installChromium(): Promise<void> {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const install = ['install', '-y', '--no-install-recommends', 'chromium'];
  try {
    await runProgram('apt-get', ['update'], { env });
    await runProgram('apt-get', install, { env });
  } catch (error) {
    throw new Error(`Install Chromium: apt-get could not. ${String(error)}`, { cause: error });
  }
}

function findChromium(): string | null {
  const { CHROMIUM, PATH = '' } = process.env;
  const onPath = PATH.split(path.delimiter).flatMap((folder) =>
    names.map((name) => path.join(folder, process.platform === 'win32' ? `${name}.exe` : name)),
  );
  const onMac = macApplications.map((name) => `/Applications/${name}.app/Contents/MacOS/${name}`);
  const candidates = CHROMIUM === undefined ? [...onPath, ...onMac] : [CHROMIUM];
  return candidates.find(isExecutable) ?? null;
}

export function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false; // Not there, or not ours to run: the next candidate decides.
  }
}

function isRoot(): boolean {
  return process.getuid?.() === 0;
}
