/** What a calibration knows of kinds of texts, and of how usual a text is. */

import { describe, expect, test } from 'vitest';
import { traits } from '../../../server/engine/texture.ts';
import { typicalityOf } from '../../../server/engine/typicality.ts';
import { type HeldOutText, lengthBounds } from '../../../server/train/fit-calibration.ts';
import { fitTextures } from '../../../server/train/fit-textures.ts';
import { fitTypicality, partOf, scoreOf } from '../../../server/train/fit-typicality.ts';

const base: HeldOutText = {
  source: 'a',
  family: 0,
  model: '',
  chars: 500,
  weight: 1,
  experts: [],
  texture: traits.map(() => 0),
};

describe('textures of sources', () => {
  // Within each source two texts, 100 off its mean on either side.
  const at = (source: string, mean: number): HeldOutText[] =>
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
  const scored = (family: number, score: number, chars: number): HeldOutText => ({
    ...base,
    family,
    chars,
    // Two families: the score of one is half the difference.
    experts: [Float32Array.of(...(family === 0 ? [2 * score, 0] : [0, 2 * score]))],
  });
  const short = lengthBounds[0]! - 1;
  const long = lengthBounds.at(-1)! + 1;
  const many = Array.from({ length: 40 }, (_, i) => scored(0, i, short));
  const few = [scored(0, 100, long), scored(0, 101, long), scored(1, 5, short)];
  const scores = fitTypicality([...many, ...few], ['one', 'two']);
  const typicality = (text: HeldOutText): number | null =>
    typicalityOf(scores, partOf(text), scoreOf(text));

  test('are of texts of one family and length', () => {
    expect(typicality(scored(0, 0, short))).toBeCloseTo(2 / 41, 12);
    expect(typicality(scored(0, 19, short))).toBeCloseTo(21 / 41, 12);
  });

  test('are of all lengths where one has too few', () => {
    expect(typicality(scored(0, 0, long))).toBeCloseTo(2 / 43, 12);
  });

  test('are not there for a family with too few', () => {
    expect(typicality(scored(1, 5, short))).toBeNull();
  });
});
