/** `npm start`: the example dataset, audited, in the terminal and in a real VS Code. */

import { cp, mkdir, mkdtemp, rm } from 'node:fs/promises';
import { once } from 'node:events';
import os from 'node:os';
import path from 'node:path';
import { isExecutable } from './chromium.ts';
import { packageVsix, repository } from './package-vsix.ts';
import { runProgram } from './run-program.ts';
import { startWorkbench } from './workbench.ts';

const companion = path.join(import.meta.dirname, 'open-example');

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

/** A copy: whoever tries *Ignore here* on the example should not change the checkout. */
async function copyExample(): Promise<string> {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'teacherprint-example-'));
  await cp(path.join(repository, 'examples'), folder, { recursive: true });
  return folder;
}

async function auditInTerminal(): Promise<void> {
  const args = ['dist/cli.js', 'audit', '--quiet', 'examples/curation.jsonl'];
  const printed = await runProgram(process.execPath, args, { cwd: repository });
  say(`\n$ node ${args.join(' ')}\n\n${printed}`);
}

/** The `code` command, where there is a screen to open a window on. */
function findDesktop(): string | null {
  const { DISPLAY, WAYLAND_DISPLAY, PATH = '' } = process.env;
  if (process.platform === 'linux' && (DISPLAY ?? WAYLAND_DISPLAY) === undefined) return null;
  const name = process.platform === 'win32' ? 'code.cmd' : 'code';
  const candidates = PATH.split(path.delimiter).map((folder) => path.join(folder, name));
  return candidates.find(isExecutable) ?? null;
}

async function openDesktop(code: string, vsix: string, workspace: string): Promise<void> {
  const root = await mkdtemp(path.join(os.tmpdir(), 'teacherprint-desktop-'));
  const extensions = path.join(root, 'extensions');
  const shell = process.platform === 'win32';
  const flags = ['--user-data-dir', path.join(root, 'user-data'), '--extensions-dir', extensions];
  try {
    await mkdir(extensions);
    await cp(companion, path.join(extensions, path.basename(companion)), { recursive: true });
    await runProgram(code, [...flags, '--install-extension', vsix], { shell });
    say('The example opens in VS Code. This command ends when its window is closed.');
    const window = ['--disable-workspace-trust', '--new-window', '--wait', workspace];
    await runProgram(code, [...flags, ...window], { shell });
  } finally {
    await rm(root, { recursive: true, force: true, maxRetries: 5 });
  }
}

async function openBrowser(vsix: string, workspace: string, signal: AbortSignal): Promise<void> {
  say('Starting VS Code’s server, since there is no desktop VS Code to open.');
  const workbench = await startWorkbench({ vsix: [vsix], extensions: [companion], say });
  try {
    if (signal.aborted) return;
    const url = workbench.url(workspace);
    say(`\nOpen this address to see the example audited in VS Code:\n\n  ${url}\n`);
    say('It works on this machine only. Press Ctrl-C to stop.');
    await Promise.race([once(signal, 'abort'), workbench.ended]);
  } finally {
    await workbench.stop();
  }
}

async function start(signal: AbortSignal): Promise<void> {
  await auditInTerminal();
  say('Packaging the extension.');
  const vsix = await packageVsix();
  const workspace = await copyExample();
  try {
    const code = findDesktop();
    if (code === null) await openBrowser(vsix, workspace, signal);
    else await openDesktop(code, vsix, workspace);
  } finally {
    await rm(workspace, { recursive: true, force: true });
  }
}

// Ctrl-C reaches every program that was started, too: what waits for one of them fails, cleans up
// behind itself and ends up here.
const interruption = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM'])
  process.once(signal, () => {
    interruption.abort();
  });
try {
  await start(interruption.signal);
} catch (error) {
  if (!interruption.signal.aborted) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exitCode = 1;
  }
}
