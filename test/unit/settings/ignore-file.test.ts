import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { IgnoreFiles } from '../../../server/settings/ignore-file.ts';
import { newFolder } from '../../support/documents.ts';

/** Folder → the lines of its ignore file. */
type Rules = Record<string, string[]>;

function write(root: string, rules: Rules, name = '.teacherprintignore'): void {
  for (const [folder, lines] of Object.entries(rules)) {
    mkdirSync(join(root, folder), { recursive: true });
    writeFileSync(join(root, folder, name), lines.map((line) => `${line}\n`).join(''));
  }
}

async function ignoredOf(root: string, paths: readonly string[]): Promise<string[]> {
  const files = new IgnoreFiles();
  const isIgnored = await Promise.all(paths.map((path) => files.isIgnored(join(root, path))));
  return paths.filter((_, index) => isIgnored[index]);
}

describe('ignore files', () => {
  const cases: [rules: Rules, ignored: string[], others: string[]][] = [
    [{}, [], ['a.jsonl', 'b/a.jsonl']],
    [{ '': ['*.jsonl', '!keep.jsonl'] }, ['a.jsonl', 'b/c.jsonl'], ['keep.jsonl', 'a.txt']],
    [{ '': ['# a.jsonl', '', '\\#b.jsonl'] }, ['#b.jsonl'], ['a.jsonl']],
    [{ '': ['raw/', '!raw/a.jsonl'] }, ['raw/a.jsonl', 'x/raw/b.jsonl'], ['raw']],
    [{ '': ['/a.jsonl'] }, ['a.jsonl'], ['b/a.jsonl']],
    [{ '': ['b/a.jsonl'] }, ['b/a.jsonl'], ['x/b/a.jsonl', 'a.jsonl']],
    [{ b: ['a.jsonl'] }, ['b/a.jsonl', 'b/c/a.jsonl'], ['a.jsonl']],
    [{ '': ['*.jsonl'], b: ['!a.jsonl'] }, ['a.jsonl', 'b/c.jsonl'], ['b/a.jsonl', 'b/c/a.jsonl']],
    [{ '': ['b/*'], b: ['!keep/'] }, ['b/a.jsonl', 'b/x/a.jsonl'], ['b/keep/a.jsonl']],
    [{ '': ['b/'], b: ['!a.jsonl'] }, ['b/a.jsonl'], []],
    [{ 'we[i]rd !dir': ['/a.jsonl'] }, ['we[i]rd !dir/a.jsonl'], ['a.jsonl', 'weird !dir/a.jsonl']],
  ];
  test.each(cases)('%j', async (rules, ignored, others) => {
    const root = newFolder();
    write(root, rules);
    expect(await ignoredOf(root, [...ignored, ...others])).toEqual(ignored);
  });

  test('may begin with a byte order mark, and have any line ends', async () => {
    const root = newFolder();
    writeFileSync(join(root, '.teacherprintignore'), '\ufeffa.jsonl\r\nb.jsonl\r\n');
    expect(await ignoredOf(root, ['a.jsonl', 'b.jsonl', 'c.jsonl'])).toEqual([
      'a.jsonl',
      'b.jsonl',
    ]);
  });

  const name = fc.constantFrom('a', 'b', 'a b', '#a', 'a*', '[a]', 'aa.jsonl', 'B');
  const path = fc.array(name, { minLength: 1, maxLength: 4 }).map((names) => names.join('/'));
  const pattern = fc
    .tuple(
      fc.constantFrom('', '!'),
      fc.constantFrom('', '/', '**/'),
      fc.array(
        fc.constantFrom('a', 'b', '*', '**', '?', 'a*', '[ab]', 'a\\ b', '\\#a', '*.jsonl'),
        {
          minLength: 1,
          maxLength: 3,
        },
      ),
      fc.constantFrom('', '/', '/**', ' '),
    )
    .map(([negation, start, names, end]) => `${negation}${start}${names.join('/')}${end}`);
  const rules = fc.dictionary(
    fc.constantFrom('.', 'a', 'a/b', 'b', 'a b', '[a]'),
    fc.array(pattern, { minLength: 1, maxLength: 4 }),
    { minKeys: 1, maxKeys: 3, noNullPrototype: true },
  );
  const hasGit = spawnSync('git', ['--version']).status === 0;

  test.skipIf(!hasGit)('mean what git means by them', async () => {
    await fc.assert(
      fc.asyncProperty(rules, fc.uniqueArray(path, { minLength: 1 }), async (written, paths) => {
        const root = newFolder();
        execFileSync('git', ['init', '-q', root]);
        write(root, written, '.gitignore');
        write(root, written);
        // What git is told of is a file only if it is there; a path may also be another one's folder.
        const files = paths.filter((file) => !paths.some((other) => other.startsWith(`${file}/`)));
        const free = files.filter(
          (file) => !Object.keys(written).some((at) => `${at}/`.startsWith(`${file}/`)),
        );
        for (const file of free) {
          mkdirSync(dirname(join(root, file)), { recursive: true });
          writeFileSync(join(root, file), '');
        }
        const input = free.map((file) => `${file}\0`).join('');
        const { stdout } = spawnSync('git', ['check-ignore', '--no-index', '-z', '--stdin'], {
          cwd: root,
          input,
          encoding: 'utf8',
        });
        expect(await ignoredOf(root, free)).toEqual(stdout.split('\0').filter(Boolean));
      }),
      { numRuns: 60 },
    );
  });
});
