/** Templates and their slots. */

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { TemplateMiner } from '../../../server/campaign/template-miner.ts';
import { hostileText } from '../../support/hostile-text.ts';

const towns = [
  'Arles',
  'Bruges',
  'Cadiz',
  'Delft',
  'Evora',
  'Ghent',
  'Jena',
  'Lucca',
  'Metz',
  'Nancy',
];

/** What all prompts have in common, with `_` for what differs; null: none is told. */
function commonTo(prompts: readonly string[]): string | null {
  const miner = new TemplateMiner();
  const told = new Set(miner.mine(prompts).map(({ template }) => template));
  expect(told.size).toBe(1);
  const [template = 0] = told;
  if (template === 0) return null;
  const { words, isFixed } = miner.fixedWords(miner.templates[0]!);
  const shown = Array.from({ length: words.count }, (_, i) =>
    isFixed[i] ? words.text.slice(words.start[i], words.end[i]) : '_',
  );
  return shown.join(' ').replace(/_( _)*/g, '_');
}

const long = (seed: string): string =>
  Array.from({ length: 300 }, (_, i) => `${seed}${i.toString(36)}x`).join(' ');

test.each<[string, (town: string, i: number) => string, string | null]>([
  [
    'a slot at the end',
    (town) => `List the three oldest churches of the town ${town}`,
    'List the three oldest churches of the town _',
  ],
  [
    'a slot in the middle',
    (town) => `How would you travel from ${town} to the sea on a cold day without any car`,
    'How would you travel from _ to the sea on a cold day without any car',
  ],
  [
    'a slot far longer than the rest',
    (town) => `Sum up the text below in one line. ${long(town)}`,
    'Sum up the text below in one line . _',
  ],
  [
    'numbers are alike',
    (_, i) => `Write ${i} lines on the old harbor and its boats`,
    'Write 0 lines on the old harbor and its boats',
  ],
  [
    'letter case is none of its own',
    (_, i) => `${i % 2 ? 'WRITE' : 'write'} some lines on the old harbor today`,
    'write some lines on the old harbor today',
  ],
  ['too short to be a template', (town) => `Tell me about ${town}`, null],
  ['nothing in common', (town) => long(town), null],
])('%s', (_, write, expected) => {
  expect(commonTo(towns.map(write))).toBe(expected);
});

test('two templates are told from each other, whoever comes first', () => {
  const miner = new TemplateMiner();
  const prompts = towns.flatMap((town) => [
    `List the three oldest churches of the town ${town}`,
    `Plan one rainy weekend with small children in ${town}`,
  ]);
  const told = miner.mine(prompts).map(({ template }) => template);
  const [first, second] = told;
  expect(first).not.toBe(second);
  expect(told).toEqual(towns.flatMap(() => [first, second]));
});

test('a template is still known when there were far more than are remembered', () => {
  const miner = new TemplateMiner();
  const tell = (): number =>
    miner.mine(towns.map((town) => `List the three oldest churches of the town ${town}`))[0]!
      .template;
  const first = tell();
  for (let i = 0; i < 10_000; i++) {
    const words = Array.from({ length: 9 }, (_, word) => `w${word}x${i}`).join(' ');
    miner.mine(Array.from({ length: 6 }, () => words).slice(0, 6));
  }
  expect(miner.templates.length).toBeLessThanOrEqual(8192);
  expect(tell()).toBe(first);
});

test('a prompt that repeats itself makes no template', () => {
  const miner = new TemplateMiner();
  const [only] = miner.mine([Array.from({ length: 500 }, () => 'again and').join(' ')]);
  expect(only!.template).toBe(0);
});

test('whatever a prompt holds, it is told from or with others', () => {
  const miner = new TemplateMiner();
  fc.assert(
    fc.property(fc.array(hostileText, { maxLength: 8 }), (prompts) => {
      expect(miner.mine(prompts)).toHaveLength(prompts.length);
    }),
  );
});
