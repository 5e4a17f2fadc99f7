/**
 * How a prompt is written, as some hundred and forty numbers: its size, its marks, its small words,
 * its first and last characters. What it is about is left out on purpose: a thousand prompts of one
 * population differ in their subjects but not in how they are put, while another population's do.
 * Hashed words and character n-grams, tried instead and in addition, found less.
 */

import { emptyHash, extendHash, hashText } from '../../engine/hash.ts';

/** Longer prompts are mostly pasted matter; their beginning is what somebody wrote. */
const readChars = 4000;

const marks = '?.,:;!"\'()[]{}`/\\-_=+*#<>|$%&@^~\n';

/** Frequent words that say little by themselves, and the verbs and nouns with which requests are made. */
const smallWords = (
  'the a an of to and in is it that you your i me my we our for with on as are be this not or by from ' +
  'at if but they their its what how why who which when where can could should would must do does did ' +
  'have has will may about please write give make explain list help find create following below each ' +
  'one some any all so more than then there into no only use using was were he she his her because let ' +
  'return answer question task code function example between provide describe'
).split(' ');

const openerBuckets = 16;

const markSlot = new Int16Array(128).fill(-1);
for (let i = 0; i < marks.length; i++) markSlot[marks.charCodeAt(i)] = i;
const wordSlots = new Map(smallWords.map((word, i) => [hashText(word), i]));

const place = { size: 0, kinds: 3, ends: 10, marks: 15 } as const;
const wordsFrom = place.marks + marks.length;
const openersFrom = wordsFrom + smallWords.length;
export const promptFeatureCount = openersFrom + openerBuckets;

/** Kinds of characters that are counted: capitals, digits, spaces, and letters beyond ASCII. */
const capital = place.kinds;
const digit = place.kinds + 1;
const space = place.kinds + 2;
const accented = place.kinds + 3;
const otherScript = place.kinds + 4;
const ideograph = place.kinds + 5;
const symbol = place.kinds + 6;

/** Writes the features of a text over what is there. Counts become square roots of rates, which have
 *  about the same spread whether something is frequent or rare. */
export function describePrompt(text: string, into: Float64Array): void {
  into.fill(0);
  const length = Math.min(text.length, readChars);
  let words = 0;
  let hash = emptyHash;
  let isInWord = false;
  const endWord = (): void => {
    const slot = wordSlots.get(hash);
    if (slot !== undefined) into[wordsFrom + slot]!++;
    if (words < 2) into[openersFrom + openerBucket(hash, words)]! += 1 - words / 2;
    words++;
    hash = emptyHash;
    isInWord = false;
  };
  for (let i = 0; i < length; i++) {
    const unit = text.charCodeAt(i);
    const isCapital = unit >= 0x41 && unit <= 0x5a;
    if (isCapital || (unit >= 0x61 && unit <= 0x7a) || unit >= 0xc0) {
      hash = extendHash(hash, isCapital ? unit + 32 : unit);
      isInWord = true;
    } else if (isInWord && !isApostrophe(unit)) endWord();
    countUnit(unit, into);
  }
  if (isInWord) endWord();
  scale(into, place.kinds, place.ends, length);
  scale(into, place.marks, wordsFrom, length);
  scale(into, wordsFrom, openersFrom, words);
  into[place.size] = Math.log1p(length);
  into[place.size + 1] = Math.log1p(words);
  into[place.size + 2] = Math.min(12, length / Math.max(1, words));
  describeEnds(text, into);
}

const isApostrophe = (unit: number): boolean => unit === 0x27 || unit === 0x2019;

function openerBucket(hash: number, position: number): number {
  return extendHash(hash, position) >>> 28;
}

function countUnit(unit: number, into: Float64Array): void {
  if (unit >= 0x80) into[kindBeyondAscii(unit)]!++;
  else if (unit >= 0x41 && unit <= 0x5a) into[capital]!++;
  else if (unit >= 0x30 && unit <= 0x39) into[digit]!++;
  else if (unit === 0x20) into[space]!++;
  else if (markSlot[unit]! >= 0) into[place.marks + markSlot[unit]!]!++;
}

function kindBeyondAscii(unit: number): number {
  if (unit >= 0xc0 && unit < 0x250) return accented;
  if (unit >= 0x3040 && unit < 0xd800) return ideograph;
  return unit >= 0x250 && unit < 0x2000 ? otherScript : symbol;
}

function scale(into: Float64Array, from: number, to: number, whole: number): void {
  for (let i = from; i < to; i++) into[i] = Math.sqrt(into[i]! / Math.max(1, whole));
}

function describeEnds(text: string, into: Float64Array): void {
  const trimmed = text.trim();
  const first = trimmed.charAt(0);
  const last = trimmed.charAt(trimmed.length - 1);
  const ends = [
    last === '?',
    last === '.',
    /\w/.test(last),
    /[a-z]/.test(first),
    /[A-Z]/.test(first),
  ];
  for (const [i, is] of ends.entries()) into[place.ends + i] = Number(is);
}
