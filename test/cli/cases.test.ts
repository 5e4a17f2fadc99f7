/**
 * The terminal program, as data: every folder in `cases` has a `cmd.json` (arguments, and perhaps a
 * file for standard input), its files, and what must come out. `UPDATE=1` writes what came out.
 */

import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';

const folder = fileURLToPath(new URL('cases', import.meta.url));
const program = fileURLToPath(new URL('../../server/main.ts', import.meta.url));

interface Command {
  args: string[];
  stdin?: string;
  code: number;
}

function checkCase(name: string): void {
  const at = join(folder, name);
  const command = JSON.parse(readFileSync(join(at, 'cmd.json'), 'utf8')) as Command;
  const result = spawnSync(process.execPath, [program, ...command.args], {
    cwd: join(at),
    input: command.stdin === undefined ? '' : readFileSync(join(at, command.stdin)),
    encoding: 'utf8',
    env: { ...process.env, NO_COLOR: '1' },
  });
  for (const stream of ['stdout', 'stderr'] as const) {
    const file = join(at, stream);
    if (process.env['UPDATE'] !== undefined) writeFileSync(file, result[stream]);
    expect(result[stream], `${name}: ${stream}`).toBe(
      existsSync(file) ? readFileSync(file, 'utf8') : '',
    );
  }
  expect(result.status, `${name}: exit status`).toBe(command.code);
}

describe('command line', () => {
  test.each(readdirSync(folder))('%s', checkCase);
});
