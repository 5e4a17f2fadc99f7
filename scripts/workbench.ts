/** A running VS Code server on this machine only, with folders of its own that vanish with it. */

import { spawn, type ChildProcess } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { installWorkbench, type InstalledWorkbench } from './install-workbench.ts';
import { runProgram } from './run-program.ts';

export interface WorkbenchOptions {
  /** Packages to install. */
  vsix?: readonly string[];
  /** Folders of extensions to copy in as they are. */
  extensions?: readonly string[];
  settings?: Readonly<Record<string, unknown>>;
  serverFlags?: readonly string[];
  /** No folder is trusted, as before a user was asked. */
  restricted?: boolean;
  say?: (line: string) => void;
}

export interface Workbench {
  /** The page that shows a folder. The payload is VS Code's list of startup options. */
  url(folder: string | null, payload?: readonly (readonly [string, string])[]): string;
  /** A file as the page names it; under another authority it would be another document. */
  fileUri(file: string): string;
  /** Holds all that it writes. */
  folder: string;
  /** Settles when the server has ended, by `stop` or by itself. */
  ended: Promise<unknown>;
  stop(): Promise<void>;
}

/** Everything that would talk to the network or cover the page is off; rows are long lines. */
const workbenchSettings = {
  'chat.disableAIFeatures': true,
  'editor.minimap.enabled': false,
  'editor.wordWrap': 'on',
  'extensions.autoCheckUpdates': false,
  'extensions.autoUpdate': false,
  'extensions.ignoreRecommendations': true,
  'git.enabled': false,
  'telemetry.telemetryLevel': 'off',
  'window.commandCenter': false,
  'workbench.enableExperiments': false,
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'workbench.startupEditor': 'none',
  'workbench.tips.enabled': false,
};

const startTimeoutMs = 60_000;
const stopTimeoutMs = 5_000;

export async function startWorkbench(options: WorkbenchOptions): Promise<Workbench> {
  const say = options.say ?? (() => undefined);
  const installed = await installWorkbench(say);
  const root = await mkdtemp(path.join(os.tmpdir(), 'teacherprint-workbench-'));
  try {
    const env = await prepareHome(root);
    const folders = await prepareFolders(root, options);
    for (const vsix of options.vsix ?? [])
      await runProgram(
        installed.node,
        [installed.server, ...folders, '--install-extension', vsix],
        { env },
      );
    const trust = options.restricted === true ? [] : ['--disable-workspace-trust'];
    const flags = [...folders, ...trust, ...(options.serverFlags ?? [])];
    return await serve(installed, flags, env, root);
  } catch (error) {
    await rm(root, { recursive: true, force: true });
    throw error;
  }
}

/** The server sees a home of its own, so it neither reads nor changes what the user has. */
async function prepareHome(root: string): Promise<NodeJS.ProcessEnv> {
  const folder = (name: string): string => path.join(root, name);
  const env = {
    HOME: folder('home'),
    XDG_CONFIG_HOME: folder('config'),
    XDG_DATA_HOME: folder('data'),
    XDG_CACHE_HOME: folder('cache'),
    XDG_RUNTIME_DIR: folder('run'),
  };
  for (const place of Object.values(env)) await mkdir(place, { mode: 0o700 });
  return { ...process.env, ...env, EXTENSIONS_GALLERY: '{}' };
}

async function prepareFolders(root: string, options: WorkbenchOptions): Promise<string[]> {
  const userData = path.join(root, 'user-data');
  const extensions = path.join(root, 'extensions');
  await mkdir(path.join(userData, 'User'), { recursive: true });
  await mkdir(extensions);
  const trust = {
    'security.workspace.trust.enabled': options.restricted === true,
    'security.workspace.trust.startupPrompt': 'never',
  };
  const settings = JSON.stringify({ ...workbenchSettings, ...trust, ...options.settings }, null, 2);
  await writeFile(path.join(userData, 'User/settings.json'), settings);
  for (const source of options.extensions ?? [])
    await cp(source, path.join(extensions, path.basename(source)), { recursive: true });
  return [
    '--accept-server-license-terms',
    `--user-data-dir=${userData}`,
    `--extensions-dir=${extensions}`,
  ];
}

async function serve(
  { node, server }: InstalledWorkbench,
  flags: readonly string[],
  env: NodeJS.ProcessEnv,
  root: string,
): Promise<Workbench> {
  // Whoever reaches the page has a terminal: other users of this machine must not.
  const token = randomBytes(16).toString('hex');
  const tokenFile = path.join(root, 'token');
  await writeFile(tokenFile, token, { mode: 0o600 });
  const network = ['--host=127.0.0.1', '--port=0', `--connection-token-file=${tokenFile}`];
  // In a group of its own: extension hosts and language servers must end with it.
  const child = spawn(node, [server, ...flags, ...network, '--telemetry-level=off'], {
    env,
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const ended = once(child, 'exit');
  const endWithUs = (): void => {
    signalGroup(child, 'SIGKILL');
  };
  process.once('exit', endWithUs);
  const stop = async (): Promise<void> => {
    signalGroup(child, 'SIGTERM');
    const patience = setTimeout(endWithUs, stopTimeoutMs);
    await ended;
    clearTimeout(patience);
    endWithUs();
    process.off('exit', endWithUs);
    await rm(root, { recursive: true, force: true, maxRetries: 5 });
  };
  try {
    const host = `127.0.0.1:${await portOf(child)}`;
    const base = `http://${host}/?tkn=${token}`;
    const url: Workbench['url'] = (folder, payload) => pageUrl(base, folder, payload);
    const fileUri = (file: string): string => `vscode-remote://${host}${encodeURI(file)}`;
    return { url, fileUri, folder: root, ended, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

function portOf(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let output = '';
    const collect = (chunk: Buffer): void => {
      output += chunk.toString();
      const port = /Extension host agent listening on (\d+)/.exec(output)?.[1];
      if (port !== undefined) resolve(port);
    };
    const fail = (): void => {
      reject(new Error(`VS Code's server did not start\n${output}`));
    };
    child.stdout?.on('data', collect);
    child.stderr?.on('data', collect);
    child.once('error', fail);
    child.once('exit', fail);
    setTimeout(fail, startTimeoutMs).unref();
  });
}

function pageUrl(
  base: string,
  folder: string | null,
  payload: readonly (readonly [string, string])[] = [],
): string {
  const url = new URL(base);
  if (folder === null) url.searchParams.set('ew', 'true');
  else url.searchParams.set('folder', folder);
  if (payload.length > 0) url.searchParams.set('payload', JSON.stringify(payload));
  return url.href;
}

/** Signals a process and its children; a group that is gone already is what was wanted. */
function signalGroup(child: ChildProcess, signal: NodeJS.Signals): void {
  if (child.pid === undefined) return;
  try {
    process.kill(-child.pid, signal);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}
