import { expect, it } from 'vitest';
import { textPositions } from '../../../extension/text-positions.ts';

it.each([
  ['', 0, 0, 0],
  ['abc', 3, 0, 3],
  ['a\nb', 2, 1, 0],
  ['a\r\nb', 3, 1, 0],
  ['a\rb\r\nc\nd', 7, 3, 0],
  ['a\n\nb', 2, 1, 0],
  ['one\r\ntwo', 6, 1, 1],
])('%j: offset %d is line %d, character %d', (text, offset, line, character) => {
  expect(textPositions(text)(offset)).toEqual({ line, character });
});
