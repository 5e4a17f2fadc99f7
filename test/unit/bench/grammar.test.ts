/** Rules of sentences: what brackets mean, and what is refused. */

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createWriter } from '../../../bench/campaign/grammar.ts';
import { createRandom } from '../../../server/engine/random.ts';

function all(lines: readonly string[], others: Record<string, readonly string[]> = {}): string[] {
  const write = createWriter({ start: lines, ...others });
  const random = createRandom(1);
  return [...new Set(Array.from({ length: 200 }, () => write('start', random)))].sort();
}

test.each<[string, readonly string[], readonly string[]]>([
  ['plain text', ['as it is'], ['as it is']],
  ['choices', ['(a|b)c'], ['ac', 'bc']],
  ['an empty choice', ['a(b|)'], ['a', 'ab']],
  ['choices in choices', ['(a|b(c|d))'], ['a', 'bc', 'bd']],
  ['a rule', ['x {thing}'], ['x one', 'x two']],
  ['a rule in a choice', ['({thing}|y)'], ['one', 'two', 'y']],
  ['brackets without their meaning', ['\\(a\\|b\\) \\{c\\}'], ['(a|b) {c}']],
])('%s', (_, lines, expected) => {
  expect(all(lines, { thing: ['one', 'two'] })).toEqual(expected);
});

test.each([
  ['a rule that is missing', '{nowhere}', 'nowhere'],
  ['a bracket that stays open', '(a|b', 'never closed'],
])('refuses %s', (_, line, words) => {
  expect(() => createWriter({ start: [line] })).toThrow(words);
});

test('whatever is escaped comes out as it went in', () => {
  fc.assert(
    fc.property(fc.string({ minLength: 1 }), (text) => {
      const escaped = text.replace(/[(){}|\\]/g, '\\$&');
      expect(all([escaped])).toEqual([text]);
    }),
    { numRuns: 100 },
  );
});
