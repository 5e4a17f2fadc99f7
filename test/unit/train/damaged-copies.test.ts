/** Copies that are learned from: parts of long texts, or all of one without its looks. */

import { expect, test } from 'vitest';
import { damagedCopies } from '../../../server/train/damaged-copies.ts';
import { oneParagraph, plainMarks, stripMarkdown } from '../../../server/train/transforms.ts';

const text = Array.from({ length: 500 }, (_, i) => `“Word” *${i}* —\n`).join('');
const short = 'Too short to spare a word. '.repeat(50);
const texts = Array.from({ length: 800 }, (_, i) => (i % 2 === 0 ? text : short));
const copies = damagedCopies(texts);
const wordsOf = (copy: string): number => copy.split(/\s+/).length;
const isWhole = (copy: string): boolean => wordsOf(copy) > 1000;

test('each long text has one copy, and the same one every time', () => {
  expect(copies.map(({ of }) => of)).toEqual([...texts.keys()].filter((of) => of % 2 === 0));
  expect(damagedCopies(texts)).toEqual(copies);
});

test('one in five keeps its length and loses its looks, each in one way', () => {
  const whole = copies.map((copy) => copy.text).filter(isWhole);
  expect(whole.length / copies.length).toBeCloseTo(0.2, 1);
  const shapes = [stripMarkdown, plainMarks, oneParagraph, (all: string) => all.toLowerCase()];
  expect(new Set(whole)).toEqual(new Set(shapes.map((shape) => shape(text))));
});

test('the others are parts of 25 to 400 words, two thirds of them from the start', () => {
  const parts = copies.map((copy) => copy.text).filter((copy) => !isWhole(copy));
  for (const part of parts) {
    expect(text).toContain(part);
    expect(wordsOf(part)).toBeGreaterThanOrEqual(25);
    expect(wordsOf(part)).toBeLessThan(400);
  }
  const fromStart = parts.filter((part) => text.startsWith(part));
  expect(fromStart.length / parts.length).toBeCloseTo(2 / 3, 1);
});
