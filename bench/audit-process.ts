/** `teacherprint` as users run it: a process of its own, on the bundle that ships. */

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { buffer, text } from 'node:stream/consumers';
import type { Readable } from 'node:stream';
import { fileURLToPath } from 'node:url';

export const cliFile = fileURLToPath(new URL('../dist/cli.js', import.meta.url));
const usageReporter = new URL('report-usage.mjs', import.meta.url).href;

export interface Usage {
  /** From the start of the process to its end. */
  readonly seconds: number;
  /** Of all its threads, its start included. */
  readonly cpuSeconds: number;
  readonly peakMegabytes: number;
}

export interface AuditUsage extends Usage {
  /** Samples that were judged. */
  readonly analysed: number;
}

export interface AuditProcessOptions {
  readonly env?: NodeJS.ProcessEnv;
  /** The processor that all of its threads share, as on a machine that has no other; Linux only. */
  readonly core?: number;
  /** Nothing may be there to be analyzed, or not all of it be read. */
  readonly mayFail?: boolean;
}

/** `arguments_`: what follows the file on the command line. */
export async function runAudit(
  file: string,
  arguments_: readonly string[],
  options: AuditProcessOptions = {},
): Promise<AuditUsage> {
  const command = ['audit', file, '--quiet', '--format', 'json', ...arguments_];
  const { output, ...usage } = await runCli(command, options);
  const { files } = JSON.parse(output) as { files: { coverage: { analysed: number } }[] };
  return { ...usage, analysed: files[0]?.coverage.analysed ?? 0 };
}

export async function runCli(
  command: readonly string[],
  { env = process.env, core, mayFail = false }: AuditProcessOptions = {},
): Promise<Usage & { readonly output: string }> {
  const node = [process.execPath, '--import', usageReporter, cliFile, ...command];
  const [program, ...rest] =
    core === undefined ? node : ['taskset', '--cpu-list', String(core), ...node];
  const started = performance.now();
  const child = spawn(program!, rest, {
    env,
    stdio: ['ignore', 'pipe', mayFail ? 'ignore' : 'inherit', 'pipe'],
  });
  const usagePipe = child.stdio[3] as Readable;
  const [[code], output, usage] = await Promise.all([
    once(child, 'close') as Promise<[number | null]>,
    text(child.stdout!),
    buffer(usagePipe),
  ]);
  const seconds = (performance.now() - started) / 1000;
  if (code !== 0 && !(mayFail && (code === 2 || code === 3)))
    throw new Error(`${command.slice(0, 2).join(' ')} ended with ${code ?? 'a signal'}`);
  const { userCPUTime, systemCPUTime, maxRSS } = JSON.parse(
    usage.toString(),
  ) as NodeJS.ResourceUsage;
  return {
    output,
    seconds,
    cpuSeconds: (userCPUTime + systemCPUTime) / 1e6,
    peakMegabytes: (maxRSS * 1024) / 1e6,
  };
}
