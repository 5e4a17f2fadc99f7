/** Seeded prose with Markdown, as chat models answer: as long, as repetitive and as punctuated. */

import type { Random } from '../server/engine/random.ts';
import { type Place, sentences, type Slot, words } from './word-lists.ts';

export function writePrompt(random: Random): string {
  return write('prompt', random);
}

/** A plain paragraph of a few sentences, about 300 characters. */
export function writeShortAnswer(random: Random): string {
  return writeParagraph(4, random);
}

/** Sections with headings, lists and now and then code, about 3,000 characters. */
export function writeLongAnswer(random: Random): string {
  const parts = [write('opener', random)];
  for (let section = 0; section < 5; section++) {
    parts.push(`## ${capitalize(write('heading', random))}`);
    parts.push(writeParagraph(5, random));
    // Half of the sections have a list, and one answer in five shows code.
    const kind = random.below(25);
    if (kind === 0) parts.push(writeCode(random));
    else if (kind <= 12) parts.push(writeList(3, random));
  }
  parts.push(write('closer', random));
  return parts.join('\n\n');
}

function writeParagraph(sentenceCount: number, random: Random): string {
  const written = [];
  for (let i = 0; i < sentenceCount; i++) written.push(write('sentence', random));
  return written.join(' ');
}

function writeList(items: number, random: Random): string {
  const isNumbered = random.below(2) === 0;
  const lines = [];
  for (let i = 1; i <= items; i++) {
    const label = capitalize(write('label', random));
    const text = write('sentence', random);
    lines.push(`${isNumbered ? `${i}.` : '-'} **${label}**: ${text}`);
  }
  return lines.join('\n');
}

function writeCode(random: Random): string {
  const lines = frames.get('code')!.map((frame) => fill(frame, random));
  return ['```python', ...lines, '```'].join('\n');
}

/** A sentence as its fixed parts, each with the words to choose from after it; null after the last. */
type Frame = readonly { readonly text: string; readonly choices: readonly string[] | null }[];

const frames = new Map<string, readonly Frame[]>(
  Object.entries(sentences).map(([place, texts]) => [place, texts.map(toFrame)]),
);

function toFrame(sentence: string): Frame {
  // Splitting by a group gives text and slot names in turn.
  const parts = sentence.split(/\{(\w+)\}/);
  return parts.flatMap((text, index) => {
    if (index % 2 === 1) return [];
    const slot = parts[index + 1];
    return [{ text, choices: slot === undefined ? null : words[slot as Slot] }];
  });
}

function write(place: Place, random: Random): string {
  const choices = frames.get(place)!;
  return fill(choices[random.below(choices.length)]!, random);
}

function fill(frame: Frame, random: Random): string {
  let text = '';
  for (const part of frame) {
    text += part.text;
    // Squared, so that the first words of a list are the frequent ones, as in any language.
    if (part.choices !== null)
      text += part.choices[Math.floor(random.next() ** 2 * part.choices.length)]!;
  }
  return text;
}

function capitalize(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
