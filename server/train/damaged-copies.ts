/**
 * Training texts as they may arrive in a dataset: cut, without their Markdown, with plain quotes. Whoever
 * learns only from whole texts leans on their first words, their layout and their length, and is lost
 * without them (protocol I).
 */

import { createRandom, type Random } from '../engine/random.ts';
import { oneParagraph, plainMarks, stripMarkdown } from './transforms.ts';

export interface Copy {
  /** Index of the text that it is a copy of. */
  readonly of: number;
  readonly text: string;
}

const seed = 17;
/** Shorter texts have few words to spare: what learned from parts of them told whole ones apart worse. */
const fewestWords = 400;
/** What a copy counts for, next to its text. */
export const copyWeight = 0.25;
/** One in so many copies keeps its length; the others are parts, which also cost less to learn from. */
const wholeOneIn = 5;
const shapes = [
  stripMarkdown,
  plainMarks,
  oneParagraph,
  (text: string) => text.toLowerCase(),
] as const;
/** A part has one to two times as many words as one of these. */
const partWords = [25, 50, 100, 200];
/** One part in so many is not from the start. */
const innerOneIn = 3;

/** One copy of each long text; the same for the same texts. */
export function damagedCopies(texts: readonly string[]): Copy[] {
  const random = createRandom(seed);
  return texts.flatMap((text, of) => {
    const words = [...text.matchAll(/\S+/g)];
    if (words.length < fewestWords) return [];
    const isWhole = random.below(wholeOneIn) === 0;
    return { of, text: isWhole ? pick(shapes, random)(text) : partOf(text, words, random) };
  });
}

function partOf(text: string, words: readonly RegExpExecArray[], random: Random): string {
  const fewest = pick(partWords, random);
  const count = Math.min(fewest + random.below(fewest), words.length - 1);
  const from = random.below(innerOneIn) === 0 ? random.below(words.length - count) : 0;
  const last = words[from + count - 1]!;
  return text.slice(words[from]!.index, last.index + last[0].length);
}

function pick<T>(items: readonly T[], random: Random): T {
  return items[random.below(items.length)]!;
}
