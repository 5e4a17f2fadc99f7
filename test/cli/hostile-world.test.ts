/** Names, files and outputs that do what they can to be in the way. */

import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { outcomeOf, runProgram, startProgram } from '../support/program.ts';
import { messagesRow, plainAnswer } from '../support/texts.ts';

const folder = mkdtempSync(join(tmpdir(), 'teacherprint-test-'));
afterAll(() => rmSync(folder, { recursive: true }));

const isWindows = process.platform === 'win32';

function file(name: string, content = `${messagesRow(plainAnswer)}\n`): string {
  writeFileSync(join(folder, name), content);
  return name;
}

/** Control, bidirectional and invisible characters: nothing of ours but line feeds. */
const unsafe = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u;

describe.skipIf(isWindows)('what is hostile', () => {
  const evil = '\u001b]0;owned\u0007\u001b[2J\u202e\u200b\u009b31m';

  test('reaches no terminal', async () => {
    const name = file(`${evil}\n.jsonl`, `${messagesRow(evil + plainAnswer)}\n{"${evil}":\n[]\n`);
    const absent = `${evil}absent.jsonl`;
    for (const args of [
      ['audit', name, absent],
      ['explain', `${name}:1`],
      ['explain', `${name}:2`],
    ]) {
      const { stdout, stderr } = await runProgram(args, { cwd: folder });
      const lines = (stdout + stderr).split('\n');
      expect(lines.filter((line) => unsafe.test(line))).toEqual([]);
      expect(stdout + stderr).toContain('\\u{1b}]0;owned\\u{7}');
    }
  });

  test('is kept from becoming lines of its own in a report for programs', async () => {
    const name = file('names.jsonl', `{"te\u2028xt": ${JSON.stringify(plainAnswer)}}\n{"n": 1}\n`);
    const { stdout } = await runProgram(['audit', name, '--format', 'jsonl', '--quiet'], {
      cwd: folder,
    });
    expect(stdout.match(/^\{"file":"names\.jsonl","row":\d,.*\}$/gm)).toHaveLength(2);
  });
});

describe.skipIf(isWindows)('an input that', () => {
  test('cannot be read is named, and the others are audited', async () => {
    const names = [file('secret.jsonl'), 'pipe.jsonl', 'good.jsonl', 'folder.jsonl'];
    file('good.jsonl');
    execFileSync('mkfifo', [join(folder, 'pipe.jsonl')]);
    mkdirSync(join(folder, 'folder.jsonl'));
    chmodSync(join(folder, 'secret.jsonl'), 0);
    chmodSync(folder, 0o755);
    const { getuid = () => 1 } = process;
    const args = ['audit', ...names, '--format', 'jsonl', '--quiet'];
    // Root may read everything.
    const uid = getuid() === 0 ? { uid: 65_534 } : {};
    const { code, stdout, stderr } = await runProgram(args, { cwd: folder, ...uid });
    expect(stderr.split('\n')).toEqual([
      'teacherprint: secret.jsonl: permission denied',
      'teacherprint: pipe.jsonl: not a regular file; to read a pipe, connect it to - instead',
      'teacherprint: folder.jsonl: no dataset in this folder (JSON Lines, JSON arrays, CSV, TSV, Parquet)',
      '',
    ]);
    expect(stdout).toMatch(/^\{"file":"good\.jsonl","row":1,.*\}\n$/);
    expect(code).toBe(2);
  });
});

describe.skipIf(isWindows)('an output that', () => {
  const good = (): string => file('good.jsonl');

  test.skipIf(process.platform !== 'linux')('cannot be written is named', async () => {
    const cases: [output: string, reason: string][] = [
      ['absent/report.json', 'absent/report.json: cannot be written: no such file or directory'],
      ['.', '.: is a folder'],
      ['good.jsonl', 'good.jsonl: is to be audited and written at the same time'],
      ['/dev/full', '/dev/full: cannot be written: no space left on device'],
    ];
    for (const [output, reason] of cases) {
      const args = ['audit', good(), '--output', `json=${output}`, '--quiet'];
      const { code, stderr } = await runProgram(args, { cwd: folder });
      expect({ code, stderr }).toEqual({ code: 2, stderr: `teacherprint: ${reason}\n` });
    }
    expect(readFileSync(join(folder, 'good.jsonl'), 'utf8')).toBe(`${messagesRow(plainAnswer)}\n`);
  });

  test('is a device is written to, not replaced', async () => {
    const args = ['audit', good(), '--output', 'json=/dev/null', '--quiet'];
    expect((await runProgram(args, { cwd: folder })).code).toBe(0);
    expect(statSync('/dev/null').isCharacterDevice()).toBe(true);
  });

  test('nobody reads to its end ends the program in peace', async () => {
    const rows = `${messagesRow('Short.')}\n`.repeat(20_000);
    const child = startProgram(
      ['audit', file('long.jsonl', rows), '--format', 'jsonl', '--quiet'],
      {
        cwd: folder,
      },
    );
    child.stdout.once('data', () => child.stdout.destroy());
    const { code, stderr } = await outcomeOf(child);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  });
});
