import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { groupSimilar } from '../../../server/engine/group-similar.ts';
import { bands, similarityOf, sketchLength, sketchOf } from '../../../server/engine/sketch.ts';
import { plainAnswer } from '../../support/texts.ts';

const sketch = (text: string): Uint32Array =>
  sketchOf(Uint16Array.from({ length: text.length }, (_, i) => text.charCodeAt(i)));

/** Words without meaning, so that texts have nothing in common by chance. */
const words = (count: number, seed: number): string[] =>
  Array.from({ length: count }, (_, i) => `w${Math.imul(i + seed * 7919, 0x9e3779b1) >>> 0}`);

function groupsOf(texts: readonly string[]): number[] {
  const sketches = new Uint32Array(texts.length * bands);
  texts.forEach((text, i) => {
    sketches.set(sketch(text).subarray(0, bands), i * bands);
  });
  return [...groupSimilar(sketches)];
}

describe('a sketch', () => {
  test('can be made of anything, and is the same for the same', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const made = sketch(text);
        expect(made).toHaveLength(sketchLength);
        expect(sketch(text)).toEqual(made);
        expect(similarityOf(made, made)).toBe(1);
      }),
    );
  });

  test.each([
    ['letter case and blanks', plainAnswer, plainAnswer.toUpperCase().replaceAll(' ', '\n  ')],
    ['marks', plainAnswer, `**${plainAnswer.replaceAll(',', ';')}**`],
    ['all of these in a short text', 'Yes, Sir!', '"yes sir"'],
    ['blanks in a drawing', '/\\_/\\ \n( o.o )', '/\\_/\\\n(o.o)'],
  ])('does not depend on %s', (_, a, b) => {
    expect(similarityOf(sketch(a), sketch(b))).toBe(1);
  });

  test.each([
    ['short texts that differ in a letter', 'The answer is 41.', 'The answer is 42.'],
    ['drawings', '/\\_/\\ ( o.o )', '==(  Y  )== oo'],
    ['marks alone', '!!!', '???'],
    ['nothing and something', '', 'a'],
  ])('tells %s apart', (_, a, b) => {
    expect(similarityOf(sketch(a), sketch(b))).toBeLessThan(0.5);
  });

  test('is about as similar as the texts are', () => {
    // Of texts of 100 and of 1,000 words, the last part is another one.
    for (const length of [100, 1000]) {
      for (const kept of [0, 0.25, 0.5, 0.75, 0.9]) {
        const common = words(Math.round(length * kept), 1);
        const own = (seed: number): string => words(length - common.length, seed).join(' ');
        const a = sketch(`${common.join(' ')} ${own(2)}`);
        const b = sketch(`${common.join(' ')} ${own(3)}`);
        const jaccard = kept / (2 - kept);
        expect(Math.abs(similarityOf(a, b) - jaccard)).toBeLessThan(0.2);
      }
    }
  });
});

describe('groups', () => {
  const text = words(120, 1).join(' ');
  const edited = text.replace(words(120, 1)[60]!, 'otherwise');
  const another = words(120, 2).join(' ');

  test.each([
    [[], []],
    [[text], [0]],
    [
      [text, another, edited, another, text],
      [0, 1, 0, 1, 0],
    ],
    [
      ['Yes.', 'No.', 'yes', 'no!'],
      [0, 1, 0, 1],
    ],
  ])('are by the first of them', (texts, groups) => {
    expect(groupsOf(texts)).toEqual(groups);
  });

  test('of thousands of alike texts are found in linear time', () => {
    // Were each compared with each, this would take minutes.
    const many = Array.from({ length: 30_000 }, (_, i) => `${text} ${i}`);
    expect(new Set(groupsOf(many))).toEqual(new Set([0]));
  });

  test('of different texts are their own', () => {
    const many = Array.from({ length: 2000 }, (_, i) => words(40, i + 1).join(' '));
    expect(groupsOf(many)).toEqual(many.map((_, i) => i));
  });
});
