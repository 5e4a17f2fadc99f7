/** The terminal program as a process of its own, as its users start it. */

import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const program = fileURLToPath(new URL('../../server/main.ts', import.meta.url));

export interface Circumstances {
  readonly cwd?: string;
  readonly input?: string | Buffer;
  readonly env?: Readonly<Record<string, string>>;
  /** Another user, for somebody who may not read everything. */
  readonly uid?: number;
}

export interface Outcome {
  readonly stdout: string;
  readonly stderr: string;
  readonly code: number | null;
}

export function startProgram(
  args: readonly string[],
  { cwd, env, uid }: Circumstances = {},
): ChildProcessWithoutNullStreams {
  return spawn(process.execPath, [program, ...args], {
    env: { ...process.env, NO_COLOR: '1', ...env },
    ...(cwd !== undefined && { cwd }),
    ...(uid !== undefined && { uid }),
  });
}

export async function outcomeOf(child: ChildProcessWithoutNullStreams): Promise<Outcome> {
  const output = { stdout: '', stderr: '' };
  for (const stream of ['stdout', 'stderr'] as const) {
    child[stream].setEncoding('utf8').on('data', (part: string) => (output[stream] += part));
  }
  const code = await new Promise<number | null>((resolve) => child.once('close', resolve));
  return { ...output, code };
}

export function runProgram(
  args: readonly string[],
  circumstances: Circumstances = {},
): Promise<Outcome> {
  const child = startProgram(args, circumstances);
  // A program that refuses its arguments does not wait for its input.
  child.stdin.on('error', () => undefined).end(circumstances.input ?? '');
  return outcomeOf(child);
}
