import { expect, it } from 'vitest';
import { percent, probability, visible } from '../../../media/words.ts';
import { claimWords, clusterWords, duplicateWords, strengthOf } from '../../../protocol/words.ts';

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
  [0, 0, 0, null],
  [1, 1, 0, '1 exact copy of 1 other sample'],
  [12, 1300, null, '1,300 exact copies of 12 other samples'],
  [0, 0, 1, '1 near copy'],
  [2, 3, 20, '3 exact copies of 2 other samples, 20 near copies'],
])('%d texts repeated %d times, and %d nearly, read %s', (texts, copies, nearCopies, words) => {
  const open = { copies, nearCopies: nearCopies ?? 0 };
  const view = { texts, copies, nearCopies, open, clusters: [] };
  const estimate = words === null ? null : `about ${words}`;
  expect(duplicateWords({ ...view, isEstimate: false })).toBe(words);
  expect(duplicateWords({ ...view, isEstimate: true })).toBe(estimate);
});

it('copies that somebody ignores are counted', () => {
  const view = { texts: 2, copies: 3, nearCopies: 4, isEstimate: false, clusters: [] };
  expect(duplicateWords({ ...view, open: { copies: 1, nearCopies: 4 } })).toBe(
    '3 exact copies of 2 other samples, 4 near copies, 2 of these ignored',
  );
});

it.each([
  [2, 1, 1, '2 samples alike'],
  [3, 2, 0.92, '3 samples nearly alike, similarity 0.92 or more'],
])('a cluster of %d samples, %d texts of similarity %d, reads %s', (...given) => {
  const [samples, texts, similarity, words] = given;
  expect(clusterWords({ samples, texts, similarity, rows: [1, 2] })).toBe(words);
});

it.each([
  [{}, null],
  [{ gpt: 3, claude: 12, qwen: 3 }, 'claude 12, gpt 3, qwen 3'],
])('the claims %j read %s', (claims, words) => {
  expect(claimWords(claims, (family) => family)).toBe(words);
});
