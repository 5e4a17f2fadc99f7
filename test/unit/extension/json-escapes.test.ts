import { expect, it } from 'vitest';
import { decodeJsonEscapes } from '../../../extension/json-escapes.ts';

it.each([
  ['nothing to decode', 'nothing to decode'],
  [String.raw`a\nb\t\"c\"`, 'a\nb\t"c"'],
  [String.raw`\\n is a backslash and an n`, String.raw`\n is a backslash and an n`],
  [String.raw`caf\u00e9 \uD83D\uDE00`, 'café 😀'],
  [String.raw`cut in the middle \u00`, String.raw`cut in the middle \u00`],
  [String.raw`no escape: \x`, String.raw`no escape: \x`],
])('%j stands for %j', (source, text) => {
  expect(decodeJsonEscapes(source).text).toBe(text);
});

it('finds the way back to the source', () => {
  const source = String.raw`One.\n\nTwo caf\u00e9s and \"three\".`;
  const { text, toSource } = decodeJsonEscapes(source);
  const words = ['One', 'Two', 's and', 'three', '.'];
  const found = words.map((word) => {
    const start = text.lastIndexOf(word);
    return source.slice(toSource(start), toSource(start + word.length));
  });
  // The last dot stands before no escape, the first before one: its end is where the escape begins.
  expect(found).toEqual(words);
  expect(source.slice(toSource(3), toSource(4))).toBe('.');
});
