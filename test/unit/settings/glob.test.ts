import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { matchesGlob } from '../../../server/settings/glob.ts';

describe('globs', () => {
  const cases: [glob: string, matching: string[], others: string[]][] = [
    ['data.jsonl', ['data.jsonl', 'a/b/data.jsonl'], ['xdata.jsonl', 'data.jsonl/x']],
    ['./data.jsonl', ['data.jsonl'], ['a/data.jsonl']],
    ['*.jsonl', ['a.jsonl', '.jsonl', 'a/b.jsonl'], ['a.json', 'a.jsonl/b']],
    ['a/*.jsonl', ['a/b.jsonl', 'a/.jsonl'], ['a/b/c.jsonl', 'b/a/c.jsonl', 'a.jsonl']],
    ['a/**', ['a/b', 'a/b/c.jsonl'], ['b/a']],
    ['**/a.jsonl', ['a.jsonl', 'x/a.jsonl', 'x/y/a.jsonl'], ['xa.jsonl', 'a.jsonl/b']],
    ['a/**/b', ['a/b', 'a/x/b', 'a/x/y/b'], ['a/xb', 'ab', 'a/b/c']],
    ['**', ['a', 'a/b/c'], []],
    ['part-?.jsonl', ['part-1.jsonl', 'part-🧁.jsonl'], ['part-.jsonl', 'part-12.jsonl']],
    ['part-[0-9].jsonl', ['part-7.jsonl', 'part-[0-9].jsonl'], ['part-x.jsonl']],
    ['part-[!0-9_].jsonl', ['part-x.jsonl'], ['part-7.jsonl', 'part-_.jsonl']],
    ['a/[!x]', ['a/y'], ['a/x', 'a//']],
    ['*.{jsonl,ndjson}', ['a.jsonl', 'a.ndjson'], ['a.json', 'a.{jsonl,ndjson}x']],
    ['{a,b}/{c,d}.jsonl', ['a/c.jsonl', 'b/d.jsonl'], ['a/b.jsonl', 'a/c,d.jsonl']],
    ['{a/b,c}.jsonl', ['a/b.jsonl', 'c.jsonl', 'x/c.jsonl'], ['x/a/b.jsonl']],
    ['{a,$&}', ['a', '$&'], ['{a,$&}x']],
    ['(a|b)+.jsonl', ['(a|b)+.jsonl'], ['a.jsonl', 'ab.jsonl']],
    ['data[1].jsonl', ['data[1].jsonl', 'data1.jsonl'], ['data2.jsonl']],
    ['open[.jsonl', ['open[.jsonl'], ['open.jsonl']],
    ['open{.jsonl', ['open{.jsonl'], ['open.jsonl']],
    ['', [], ['a']],
  ];
  test.each(cases)('%j', (glob, matching, others) => {
    expect(matching.filter((path) => !matchesGlob(path, glob))).toEqual([]);
    expect(others.filter((path) => matchesGlob(path, glob))).toEqual([]);
  });

  test('a path covers itself, whatever is in its name', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary' }), (path) => matchesGlob(path, path)));
  });

  test('hostile ones end', () => {
    const long = 'a'.repeat(4000);
    for (const glob of [
      '*a'.repeat(1000),
      '**/'.repeat(1000),
      '**a/'.repeat(1000),
      '{a,b}'.repeat(500),
      '{'.repeat(4000),
      '['.repeat(4000),
      '(a+)+b',
      '*'.repeat(1 << 20),
    ]) {
      expect(matchesGlob(`${long}b`, `${glob}c`)).toBe(false);
      expect(matchesGlob('a/'.repeat(2000), `${glob}c`)).toBe(false);
    }
  });
});
