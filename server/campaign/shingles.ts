/** A prompt → hashes of its runs of four words, numbers taken for alike: what templates are found by. */

import { emptyHash, extendHash } from '../engine/hash.ts';
import { tokenKind, Tokens } from '../engine/tokens.ts';

/** Words per run. */
export const shingleWords = 4;

/** Of a long prompt, instructions stand before or behind the material. */
const headChars = 4000;
const tailChars = 2000;

/** Runs of a prompt, at most: each character is a word. */
export const mostShingles = headChars + tailChars;

const firstIdeograph = 0x3041;

/** Words of one prompt, with their places in what is looked at of it. */
export interface Words {
  readonly text: string;
  readonly count: number;
  readonly start: Int32Array;
  readonly end: Int32Array;
  readonly hash: Int32Array;
}

function looksAt(prompt: string): string {
  if (prompt.length <= headChars + tailChars) return prompt;
  return `${prompt.slice(0, headChars)}\n${prompt.slice(-tailChars)}`;
}

const tokens = new Tokens();
const most = headChars + tailChars + 1;
const start = new Int32Array(most);
const end = new Int32Array(most);
const hash = new Int32Array(most);

/** In buffers that are reused for the next prompt. Line breaks do not count; where words are not divided by
 *  blanks, each character is one. */
export function wordsOf(prompt: string): Words {
  const text = looksAt(prompt);
  tokens.read(text);
  let count = 0;
  const push = (from: number, to: number, value: number): void => {
    start[count] = from;
    end[count] = to;
    hash[count++] = value;
  };
  for (let i = 0; i < tokens.count; i++) {
    if (tokens.kind[i] === tokenKind.lineBreak) continue;
    const [from, to] = [tokens.start[i]!, tokens.end[i]!];
    if (text.charCodeAt(from) < firstIdeograph) push(from, to, hashOf(i));
    else {
      for (let at = from; at < to; at++)
        push(at, at + 1, extendHash(emptyHash, text.charCodeAt(at)));
    }
  }
  return { text, count, start, end, hash };
}

function hashOf(token: number): number {
  return tokens.kind[token] === tokenKind.number ? emptyHash : tokens.lowerHash[token]!;
}

/** How many runs so many words have. */
export function shingleCount(words: number): number {
  return Math.max(0, words - shingleWords + 1);
}

/** Writes the runs' hashes from `at` on. */
export function writeShingles(words: Words, into: Uint32Array, at: number): void {
  for (let i = 0; i < shingleCount(words.count); i++) {
    let run = emptyHash;
    for (let word = 0; word < shingleWords; word++) run = extendHash(run, words.hash[i + word]!);
    into[at + i] = extendHash(run, run >>> 7);
  }
}

/** The same prompt to the letter, but for case, blanks and numbers' values. */
export function promptHash(words: Words): number {
  let all = emptyHash;
  for (let i = 0; i < words.count; i++) all = extendHash(all, words.hash[i]!);
  return all;
}
