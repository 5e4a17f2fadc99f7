/** Sentences that editor, panel and terminal share. */

import { describe, expect, test } from 'vitest';
import type { BaselineView, LikenessView } from '../../../protocol/views.ts';
import {
  baselineWords,
  subsetWords,
  unlikeWords,
  untypicalWords,
} from '../../../protocol/words.ts';

describe('a text next to those of its family', () => {
  const cases: [typicality: number | null, words: string | null][] = [
    [null, null],
    [1, null],
    [0.05, null],
    [0.0499, 'untypical: 5 in 100 texts that are its own stand out as little'],
    [0.02, 'untypical: 2 in 100 texts that are its own stand out as little'],
    [0.0099, 'untypical: fewer than 1 in 100 texts that are its own stand out as little'],
  ];
  test.each(cases)('of which a share of %s stands out as little', (typicality, words) => {
    expect(untypicalWords(typicality)).toBe(words);
  });
});

describe('a file next to what error rates were measured on', () => {
  const far: LikenessView = {
    source: 'letters',
    distance: 1.52,
    limit: 1.01,
    trait: 'word length',
    difference: 2.5,
  };
  const words = (change: Partial<LikenessView>): string | null =>
    unlikeWords({ ...far, ...change }, (name) => `<${name}>`);

  test('far from all of it', () => {
    expect(words({})).toBe(
      'Unlike all texts that error rates were measured on: the nearest, <letters>, is 1.5 standard ' +
        'deviations away (limit 1.0), most by longer words. Probabilities, intervals and q-values need ' +
        'not hold here.',
    );
    expect(words({ difference: -2.5 })).toContain('most by shorter words');
  });

  test('near enough, or with too few texts to tell', () => {
    expect(words({ distance: 1.01 })).toBeNull();
    expect(unlikeWords(null, String)).toBeNull();
  });
});

describe('what a baseline says of a file', () => {
  const cases: [baseline: BaselineView | null, words: string[]][] = [
    [null, []],
    [{ known: 0, stale: 0 }, []],
    [{ known: 1, stale: null }, ['1 finding is in the baseline']],
    [{ known: 312, stale: 0 }, ['312 findings are in the baseline']],
    [{ known: 0, stale: 1 }, ['1 entry of the baseline is stale; prune the baseline']],
    [
      { known: 1200, stale: 12 },
      [
        '1,200 findings are in the baseline',
        '12 entries of the baseline are stale; prune the baseline',
      ],
    ],
  ];
  test.each(cases)('%j', (baseline, words) => {
    expect(baselineWords(baseline)).toEqual(words);
  });
});

test('what became of rows accounts for all of them', () => {
  const subset = { rows: 4000, kept: 3000, dropped: 990, unreadable: 10, unwritten: 0 };
  expect(subsetWords(subset, 'drop')).toBe(
    '4,000 rows = 3,000 kept + 990 dropped + 10 unreadable (left out)',
  );
  expect(subsetWords({ ...subset, unwritten: 1 }, 'keep')).toBe(
    '4,000 rows = 3,000 kept + 990 dropped + 10 unreadable (kept); ' +
      '1 row too large to be copied, so not kept',
  );
});
