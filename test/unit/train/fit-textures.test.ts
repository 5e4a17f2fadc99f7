/** What a calibration knows of kinds of texts, and of how usual a text is. */

import { describe, expect, test } from 'vitest';
import { traits } from '../../../server/engine/texture.ts';
import type { UnseenText } from '../../../server/train/calibrate-unseen.ts';
import { lengthBounds } from '../../../server/train/fit-calibration.ts';
import { fitTextures } from '../../../server/train/fit-textures.ts';
import { fitTypicality, isUntypical } from '../../../server/train/fit-typicality.ts';

const base: UnseenText = {
  source: 'a',
  family: 0,
  model: '',
  chars: 500,
  weight: 1,
  experts: [],
  posterior: [],
  texture: traits.map(() => 0),
};

describe('textures of sources', () => {
  // Within each source two texts, 100 off its mean on either side.
  const at = (source: string, mean: number): UnseenText[] =>
    [mean - 100, mean + 100].map((value) => ({
      ...base,
      source,
      texture: traits.map(() => value),
    }));

  test('the limit is how far the loneliest source is from its nearest', () => {
    const { sources, spread, limit } = fitTextures([
      ...at('a', 1000),
      ...at('b', 1100),
      ...at('lonely', 1400),
    ]);
    expect(sources.map(({ means }) => means[0])).toEqual([1000, 1100, 1400]);
    expect(spread).toEqual(traits.map(() => 100));
    expect(limit).toBeCloseTo(3, 12);
  });

  test('sources that are nearly the same leave some room', () => {
    expect(fitTextures([...at('a', 1000), ...at('b', 1001)]).limit).toBe(0.5);
    expect(fitTextures(at('alone', 1000)).limit).toBe(0.5);
  });
});

describe('typical scores', () => {
  /** Two families; how far the first to come stands out is half the difference of the logits. */
  const called = (first: number, score: number, chars: number, family = first): UnseenText => ({
    ...base,
    family,
    chars,
    experts: [Float32Array.of(...(first === 0 ? [2 * score, 0] : [0, 2 * score]))],
    posterior: first === 0 ? [9000, 1000] : [1000, 9000],
  });
  const short = lengthBounds[0]! - 1;
  const long = lengthBounds.at(-1)! + 1;
  const many = Array.from({ length: 99 }, (_, i) => called(0, i + 1, short));
  const few = [called(0, 200, long), called(1, 5, short)];
  const wrong = Array.from({ length: 99 }, (_, i) => called(0, i / 100, short, 1));
  const scores = fitTypicality([...many, ...few, ...wrong], ['one', 'two']);
  const cases: [what: string, text: UnseenText, expected: boolean | null][] = [
    ['lower than all but three of its kind', called(0, 3.5, short), true],
    ['lower than all but four', called(0, 4.5, short), false],
    ['lower than all, of a length with few texts', called(0, 0.5, long), true],
    ['in the middle, of a length with few texts', called(0, 50, long), false],
    ['of a family with few texts', called(1, 5, short), null],
  ];
  test.each(cases)('say of a text that is %s', (_, text, expected) => {
    expect(isUntypical(scores, text)).toBe(expected);
  });
});
