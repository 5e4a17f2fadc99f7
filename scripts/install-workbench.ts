/**
 * VS Code's own server and web workbench, as the npm package `code-server` carries them, in the
 * user's cache. Nothing but npm packages is fetched, and a second call finds the first one's work.
 */

import { existsSync } from 'node:fs';
import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { runProgram } from './run-program.ts';

const codeServerVersion = '4.139.1';
// The server's page does not load on Node 20, and its native modules want the headers of the Node
// that runs it: so it brings its own.
const nodeVersion = '24.21.0';

const npmFlags = ['--no-audit', '--no-fund', '--no-update-notifier', '--loglevel=error'];

export interface InstalledWorkbench {
  /** The Node that runs the server. */
  node: string;
  /** The server's entry script. */
  server: string;
}

/** Finds VS Code's server in the cache, or puts it there: 480 MB, less than a minute. */
export async function installWorkbench(say: (line: string) => void): Promise<InstalledWorkbench> {
  if (process.platform !== 'linux')
    throw new Error('Install VS Code and its `code` command: its server is set up on Linux only.');
  const cache = process.env['XDG_CACHE_HOME'] ?? path.join(os.homedir(), '.cache');
  const name = `code-server-${codeServerVersion}-node-${nodeVersion}`;
  const folder = path.join(cache, 'vscode-workbench', name);
  if (!existsSync(path.join(folder, '.ok'))) {
    say(`Installing VS Code's server into ${folder} (once, about a minute).`);
    await install(folder, say);
  }
  const { node, vscode } = placesIn(folder);
  return { node: path.join(node, 'bin/node'), server: path.join(vscode, 'out/server-main.js') };
}

/** Works in a neighboring folder and renames at the end, so a broken run leaves nothing behind. */
async function install(folder: string, say: (line: string) => void): Promise<void> {
  const building = `${folder}.${process.pid}`;
  try {
    await mkdir(building, { recursive: true });
    await writeFile(path.join(building, 'package.json'), '{ "private": true }\n');
    const packages = [`${nodePackage()}@${nodeVersion}`, `code-server@${codeServerVersion}`];
    // Without scripts: code-server's own would build natives that nobody here uses.
    await npm(building, building, ['install', '--ignore-scripts', '--save-exact', ...packages]);
    const { vscode } = placesIn(building);
    // VS Code's lock file lacks a peer dependency, which a plain `npm ci` does not forgive.
    await npm(building, vscode, ['ci', '--legacy-peer-deps', '--omit=dev', '--ignore-scripts']);
    await buildNatives(building, vscode, say);
    await removeUnused(vscode);
    await writeFile(path.join(building, '.ok'), '');
    await rm(folder, { recursive: true, force: true });
    await rename(building, folder);
  } finally {
    await rm(building, { recursive: true, force: true });
  }
}

/** One writes log files, the other ends the extension host with its server: both can be missed. */
async function buildNatives(
  building: string,
  vscode: string,
  say: (line: string) => void,
): Promise<void> {
  try {
    await npm(building, vscode, ['rebuild', '@vscode/spdlog', '@vscode/native-watchdog']);
  } catch {
    say('No log output in this VS Code: its native modules need python3, make and g++.');
  }
}

/** Copilot is half of the download and none of our business. */
async function removeUnused(vscode: string): Promise<void> {
  for (const part of ['node_modules/@github', 'extensions/copilot'])
    await rm(path.join(vscode, part), { recursive: true, force: true });
}

async function npm(building: string, cwd: string, args: readonly string[]): Promise<void> {
  const { node } = placesIn(building);
  const env = {
    ...process.env,
    PATH: `${path.join(node, 'bin')}${path.delimiter}${process.env['PATH'] ?? ''}`,
    npm_config_nodedir: node, // Headers for the natives, without a download.
  };
  await runProgram('npm', [...npmFlags, ...args], { cwd, env });
}

function nodePackage(): string {
  return `node-${process.platform}-${process.arch}`;
}

function placesIn(folder: string): { node: string; vscode: string } {
  const modules = path.join(folder, 'node_modules');
  return {
    node: path.join(modules, nodePackage()),
    vscode: path.join(modules, 'code-server/lib/vscode'),
  };
}
