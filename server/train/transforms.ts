/**
 * What happens to texts on their way into a dataset: formats are stripped, quotes made plain, ends cut
 * off. Transforms after Sun et al. 2025 (sections 4.1 and 4.2), for the report on robustness.
 */

import { createRandom } from '../engine/random.ts';

export interface Transform {
  readonly name: string;
  apply(text: string): string;
}

const wordCounts = [25, 50, 100, 200, 400];
const seed = 13;

export const transforms: readonly Transform[] = [
  { name: 'Markdown stripped', apply: stripMarkdown },
  { name: 'plain quotes and dashes', apply: plainMarks },
  { name: 'one paragraph', apply: oneParagraph },
  { name: 'lower case', apply: (text) => text.toLowerCase() },
  { name: 'words shuffled', apply: shuffleWords },
  ...wordCounts.map((count) => ({
    name: `first ${count} words`,
    apply: (text: string) => firstWords(text, count),
  })),
];

export function stripMarkdown(text: string): string {
  return text
    .replace(/^ *```.*$/gm, '')
    .replace(/^ {0,3}#{1,6} +/gm, '')
    .replace(/^ *>+ ?/gm, '')
    .replace(/^ *(?:[-*+]|\d+[.)]) +/gm, '')
    .replace(/^ *(?:[-*_] *){3,}$/gm, '')
    .replace(/!?\[([^\]\n]*)\]\([^)\n]*\)/g, '$1')
    .replace(/\*{1,3}(?=\S)|(?<=\S)\*{1,3}/g, '')
    .replace(/(?<!\w)_{1,3}(?=\S)|(?<=\S)_{1,3}(?!\w)/g, '')
    .replaceAll('`', '');
}

export function plainMarks(text: string): string {
  return text
    .replace(/[\u2018\u2019\u201a]/g, "'")
    .replace(/[\u201c\u201d\u201e]/g, '"')
    .replace(/ ?\u2014 ?/g, ' - ')
    .replaceAll('\u2013', '-')
    .replaceAll('\u2026', '...');
}

export function oneParagraph(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}

/** Whole words with what stands next to them; line breaks go. */
function shuffleWords(text: string): string {
  const words = text.split(/\s+/).filter((word) => word !== '');
  const order = Int32Array.from(words.keys());
  createRandom(seed).shuffle(order);
  return Array.from(order, (index) => words[index]!).join(' ');
}

/** The text up to the end of a word, its own spaces and line breaks kept. */
function firstWords(text: string, count: number): string {
  const words = text.matchAll(/\S+/g);
  let end = 0;
  for (let i = 0; i < count; i++) {
    const word = words.next();
    if (word.done === true) return text;
    end = word.value.index + word.value[0].length;
  }
  return text.slice(0, end);
}
