import { expect, it } from 'vitest';
import { percent, probability, visible } from '../../../media/words.ts';
import { duplicateWords, strengthOf } from '../../../protocol/words.ts';

it.each([
  ['plain text, even “ünïcödé” 🎉', 'plain text, even “ünïcödé” 🎉'],
  ['a\nb\tc', 'a⏎b⇥c'],
  ['\u202Eright to left', '‹U+202E›right to left'],
  ['zero\u200Bwidth', 'zero‹U+200B›width'],
  ['\0', '‹U+0000›'],
  ['\u{E0041}', '‹U+E0041›'],
])('what hides in %j becomes visible', (text, seen) => {
  expect(visible(text)).toBe(seen);
});

it.each([
  [0, '0\u00a0%'],
  [0.004, '<\u00a01\u00a0%'],
  [0.126, '13\u00a0%'],
  [1, '100\u00a0%'],
])('the share %d reads %s', (share, words) => {
  expect(percent(share)).toBe(words);
});

it.each([
  [1, '> .999'],
  [0.9931, '.993'],
  [0.5, '.500'],
  [0, '< .001'],
])('the probability %d reads %s', (p, words) => {
  expect(probability(p)).toBe(words);
});

it.each([
  [1, 'weak'],
  [-5, 'moderate'],
  [10, 'strong'],
  [14, 'very strong'],
])('%d bits are %s', (bits, words) => {
  expect(strengthOf(bits)).toBe(words);
});

it.each([
  [0, 0, false, null],
  [1, 1, false, '1 exact copy of 1 other sample'],
  [12, 1300, false, '1,300 exact copies of 12 other samples'],
  [1200, 4000, true, 'about 4,000 exact copies of 1,200 other samples'],
])('%d texts repeated %d times (estimate: %s) read %s', (texts, copies, isEstimate, words) => {
  expect(duplicateWords({ texts, copies, isEstimate })).toBe(words);
});
