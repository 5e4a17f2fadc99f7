/**
 * The terminal program, as data. Every folder in `cases` has a `cmd.json` and what must come out;
 * `UPDATE=1` writes what came out, to be read before it is believed. Where figures of the profile are
 * not the point, `pick` names what is looked at: keys of every line, or of every file in a JSON report.
 */

import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { runProgram } from '../support/program.ts';

const folder = fileURLToPath(new URL('cases', import.meta.url));
/** Datasets that several cases share. */
const shared = fileURLToPath(new URL('datasets', import.meta.url));

interface Command {
  args: string[];
  /** A file for standard input. */
  stdin?: string;
  /** In the folder of the shared datasets instead of its own. */
  isShared?: true;
  pick?: string[];
  code: number;
}

type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

/** What lies at a path such as `findings.problem`, through all lists on the way. */
function at(value: Json | undefined, keys: readonly string[]): Json {
  if (Array.isArray(value)) return value.map((item) => at(item, keys));
  const [key, ...rest] = keys;
  if (key === undefined || value === undefined) return value ?? null;
  if (typeof value !== 'object' || value === null) return null;
  return at(value[key], rest);
}

function picked(output: string, paths: readonly string[]): string {
  const isReport = output.startsWith('{\n');
  const items = isReport
    ? (JSON.parse(output) as { files: Json[] }).files
    : output.split('\n').flatMap((line) => (line === '' ? [] : [JSON.parse(line) as Json]));
  return items
    .map((item) => JSON.stringify(paths.map((path) => at(item, path.split('.')))) + '\n')
    .join('');
}

async function checkCase(name: string): Promise<void> {
  const own = join(folder, name);
  const command = JSON.parse(readFileSync(join(own, 'cmd.json'), 'utf8')) as Command;
  const cwd = command.isShared === true ? shared : own;
  const input = command.stdin === undefined ? '' : readFileSync(join(cwd, command.stdin));
  const { code, ...output } = await runProgram(command.args, { cwd, input });
  const seen = {
    stdout: command.pick === undefined ? output.stdout : picked(output.stdout, command.pick),
    stderr: output.stderr.replaceAll(cwd, '.'),
  };
  for (const stream of ['stdout', 'stderr'] as const) {
    const file = join(own, stream);
    if (process.env['UPDATE'] !== undefined) writeFileSync(file, seen[stream]);
    expect(existsSync(file), `${name}: what is expected on ${stream}?`).toBe(true);
    expect(seen[stream], `${name}: ${stream}`).toBe(readFileSync(file, 'utf8'));
  }
  expect(code, `${name}: exit status`).toBe(command.code);
}

describe.concurrent('command line', () => {
  test.each(readdirSync(folder))('%s', checkCase);
});
