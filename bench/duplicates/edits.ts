/** What people and scripts do to a text that stays the same one in their eyes. */

import type { Random } from '../../server/engine/random.ts';

export type Edit = (text: string, random: Random) => string;

export const edits: readonly (readonly [name: string, edit: Edit])[] = [
  ['white space and letter case', (text) => text.toUpperCase().replaceAll(/\s+/g, '  ')],
  ['Markdown and quotes taken away', (text) => text.replaceAll(/[*_#`"“”'’]/g, '')],
  ['a sentence before it', (text) => `Sure! I would be happy to help you with that. ${text}`],
  ['one sentence left out', leaveOutSentence],
  ['one word changed, anywhere', (text, random) => changeWords(text, [random.next()])],
  ['one word in 50 changed', (text, random) => changeShare(text, 50, random)],
  ['one word in 20 changed', (text, random) => changeShare(text, 20, random)],
  ['one word in 10 changed', (text, random) => changeShare(text, 10, random)],
  ['one word in 5 changed', (text, random) => changeShare(text, 5, random)],
];

export const wordsOf = (text: string): string[] =>
  text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];

function leaveOutSentence(text: string, random: Random): string {
  const sentences = text.match(/[^.!?]+[.!?]*\s*/g) ?? [text];
  return sentences.toSpliced(random.below(sentences.length), 1).join('');
}

/** Evenly spread, each at a random place of its stretch. */
function changeShare(text: string, oneIn: number, random: Random): string {
  const count = Math.max(1, Math.round(wordsOf(text).length / oneIn));
  const places = Array.from({ length: count }, (_, i) => (i + random.next()) / count);
  return changeWords(text, places);
}

/** `places`: from 0, the first word, up to but not including 1. */
function changeWords(text: string, places: readonly number[]): string {
  const pieces = text.split(/([\p{L}\p{N}]+)/u);
  const words = (pieces.length - 1) / 2;
  for (const place of places) pieces[Math.floor(place * words) * 2 + 1] = 'changed';
  return pieces.join('');
}
