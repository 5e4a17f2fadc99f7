/** Baselines and subsets from the terminal, step by step in a folder of their own. */

import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test, vi } from 'vitest';
import { newFolder } from '../support/documents.ts';
import { outcomeOf, runProgram, startProgram } from '../support/program.ts';
import { leakingAnswer, messagesRow, plainAnswer } from '../support/texts.ts';

const plain = messagesRow(plainAnswer);
const leak = messagesRow(leakingAnswer);
const otherLeak = messagesRow(leakingAnswer.replace('ChatGPT', 'Claude'));
const broken = '{"messages": [';

function write(folder: string, name: string, rows: readonly string[]): void {
  mkdirSync(join(folder, name, '..'), { recursive: true });
  writeFileSync(join(folder, name), rows.map((row) => `${row}\n`).join(''));
}

/** What was said, without the folder's name, and the exit status. */
async function run(folder: string, line: string): Promise<{ said: string[]; code: number | null }> {
  const { stderr, code } = await runProgram([...line.split(' '), '--quiet'], { cwd: folder });
  const said = stderr.replaceAll(`${folder}/`, '').split('\n').filter(Boolean);
  return { said, code };
}

const baseline = 'teacherprint-baseline.json';
const audit = 'audit . --fail-on leak --fail-on unreadable';

describe.concurrent('a baseline', () => {
  test('is created, updated and pruned', async () => {
    const folder = newFolder();
    write(folder, 'a.jsonl', [plain, leak, broken]);
    write(folder, 'sets/b.jsonl', [leak]);
    expect(await run(folder, audit)).toEqual({ said: [], code: 1 });
    expect(await run(folder, 'baseline create .')).toEqual({
      said: [
        `${baseline}: 3 entries (3 added, 0 removed)`,
        'teacherprint.json: names the baseline now',
      ],
      code: 0,
    });
    expect(await run(folder, audit)).toEqual({ said: [], code: 0 });
    const again = await run(folder, 'baseline create .');
    expect(again.said).toEqual([
      `teacherprint: ${baseline}: there is a baseline already; update it, or delete it first`,
    ]);
    expect(again.code).toBe(2);
    write(folder, 'a.jsonl', [otherLeak, broken]);
    expect((await run(folder, audit)).code).toBe(1);
    expect((await run(folder, 'baseline update a.jsonl')).said).toEqual([
      `${baseline}: 4 entries (1 added, 0 removed)`,
    ]);
    const { stdout } = await runProgram(['audit', 'a.jsonl', '--quiet'], { cwd: folder });
    expect(stdout).toContain('2 findings are in the baseline\n');
    expect(stdout).toContain('1 entry of the baseline is stale; prune the baseline\n');
    expect((await run(folder, 'baseline prune a.jsonl')).said).toEqual([
      `${baseline}: 3 entries (0 added, 1 removed)`,
    ]);
    expect((await run(folder, 'baseline create . --force')).said).toEqual([
      `${baseline}: 3 entries (3 added, 0 removed)`,
    ]);
    expect(await run(folder, audit)).toEqual({ said: [], code: 0 });
  }, 60_000);

  test('may be any file, for all of a folder', async () => {
    const folder = newFolder();
    write(folder, 'a.jsonl', [leak]);
    write(folder, 'sets/b.jsonl', [leak, otherLeak]);
    const made = await run(folder, 'baseline create . --baseline known.json');
    expect(made.said).toEqual(['known.json: 3 entries (3 added, 0 removed)']);
    expect(
      Object.keys(
        (JSON.parse(readFileSync(join(folder, 'known.json'), 'utf8')) as { files: object }).files,
      ),
    ).toEqual(['a.jsonl', 'sets/b.jsonl']);
    expect(readdirSync(folder).sort()).toEqual(['a.jsonl', 'known.json', 'sets']);
    expect((await run(folder, `${audit} --baseline known.json`)).code).toBe(0);
    expect((await run(folder, audit)).code).toBe(1);
    expect((await run(folder, `${audit} --baseline lost.json`)).said).toEqual([
      'teacherprint: lost.json: the baseline cannot be read: no such file or directory',
    ]);
  }, 60_000);

  test('does not take in what is suppressed, nor files that are ignored or cannot be read', async () => {
    const folder = newFolder();
    write(folder, 'a.jsonl', [leak, broken]);
    write(folder, 'b.jsonl', [leak]);
    const suppressions = [{ file: '*', rule: 'broken-json' }];
    writeFileSync(join(folder, 'teacherprint.json'), JSON.stringify({ suppressions }));
    writeFileSync(join(folder, '.teacherprintignore'), 'b.jsonl\n');
    expect(await run(folder, 'baseline create . lost.jsonl')).toEqual({
      said: [
        'teacherprint: lost.jsonl: no such file or directory',
        `${baseline}: 1 entry (1 added, 0 removed)`,
        'teacherprint.json: names the baseline now',
      ],
      code: 2,
    });
    const config = JSON.parse(readFileSync(join(folder, 'teacherprint.json'), 'utf8')) as object;
    expect(config).toEqual({ suppressions, baseline });
  }, 60_000);

  const wrong: [line: string, problem: string][] = [
    ['baseline', 'baseline --quiet: use create, update, prune'],
    ['baseline make a.jsonl', 'baseline make: use create, update, prune'],
    ['baseline create', 'baseline create: name at least one file of samples'],
    [
      'baseline create -',
      'baseline create: reads files only; save what comes from - to a file first',
    ],
    ['baseline prune --force a.jsonl', 'baseline prune: needs no --force'],
    [
      'baseline update a.jsonl',
      `${baseline}: the baseline cannot be read: no such file or directory`,
    ],
  ];
  test.each(wrong)('%s is refused', async (line, problem) => {
    const folder = newFolder();
    write(folder, 'a.jsonl', [leak]);
    const outcome = await run(folder, line);
    expect(outcome).toEqual({ said: [`teacherprint: ${problem}`], code: 2 });
    expect(readdirSync(folder)).toEqual(['a.jsonl']);
  });
});

describe.concurrent('an export', () => {
  test('of a file, or of standard input, is the same', async () => {
    const folder = newFolder();
    const rows = [plain, leak, broken, plain];
    write(folder, 'a.jsonl', rows);
    const line = 'export a.jsonl --drop leak --output out/kept.jsonl --dropped dropped.jsonl';
    expect(await run(folder, line)).toEqual({
      said: ['out/kept.jsonl: 4 rows = 2 kept + 1 dropped + 1 unreadable (left out)'],
      code: 0,
    });
    const kept = readFileSync(join(folder, 'out/kept.jsonl'), 'utf8');
    expect(kept).toBe(`${plain}\n${plain}\n`);
    expect(readFileSync(join(folder, 'dropped.jsonl'), 'utf8')).toBe(`${leak}\n${broken}\n`);
    const args = ['export', '-', '--drop', 'leak', '--output', 'piped.jsonl'];
    await runProgram(args, { cwd: folder, input: readFileSync(join(folder, 'a.jsonl')) });
    expect(readFileSync(join(folder, 'piped.jsonl'), 'utf8')).toBe(kept);
  });

  test('that is stopped leaves nothing behind', async () => {
    const folder = newFolder();
    const child = startProgram(['export', '-', '--drop', 'leak', '--output', 'kept.jsonl'], {
      cwd: folder,
    });
    child.stdin.on('error', () => undefined).write(`${plain}\n`.repeat(2000));
    await vi.waitFor(() => expect(existsSync(join(folder, 'kept.jsonl.tmp'))).toBe(true), 20_000);
    child.kill('SIGINT');
    child.stdin.end();
    expect((await outcomeOf(child)).code).toBe(130);
    expect(readdirSync(folder)).toEqual([]);
  });

  const wrong: [line: string, problem: string][] = [
    ['export --drop leak --output k', 'export: name one file, or - for standard input'],
    ['export a.jsonl b --drop leak --output k', 'export: name one file, or - for standard input'],
    ['export a.jsonl --output k', 'export: say what stays with --keep, or what goes with --drop'],
    [
      'export a.jsonl --keep leak --drop match --output k',
      'export: say what stays with --keep, or what goes with --drop',
    ],
    [
      'export a.jsonl --keep leak',
      'export: say where rows go that are kept, with --output kept.jsonl',
    ],
    ['export a.jsonl --keep leak --output k --unreadable yes', '--unreadable yes: use keep, drop'],
    [
      'export a.jsonl --keep leak --output a.jsonl',
      'a.jsonl: is to be read and written at the same time',
    ],
    ['export lost.jsonl --keep leak --output k', 'lost.jsonl: no such file or directory'],
  ];
  test.each(wrong)('%s is refused', async (line, problem) => {
    const folder = newFolder();
    write(folder, 'a.jsonl', [leak]);
    expect(await run(folder, line)).toEqual({ said: [`teacherprint: ${problem}`], code: 2 });
    expect(readdirSync(folder)).toEqual(['a.jsonl']);
  });
});
