/**
 * A text → a sketch by which nearly equal texts are told: minima of hashes over its runs of letters
 * (MinHash, Broder 1997). One hash serves all minima, each over a share of the runs (Li, Owen & Zhang
 * 2012); a share that got none borrows its neighbor's (Shrivastava & Li 2014); a byte of each minimum is
 * kept (Li & König 2010). Letter case, blanks and punctuation do not count.
 */

import { emptyHash, extendHash } from './hash.ts';

/** Each is four minima, a byte each: texts that agree in one of these are worth a comparison. */
export const bands = 16;
export const minima = bands * 4;
/** The bands, and a hash that nearly equal texts mostly share, by which they are kept or dropped together. */
export const sketchLength = bands + 1;

/** Similarity from which texts are called nearly equal: with 0.8, a twentieth of long texts is missed in
 *  which one word in fifty was changed, and with 0.7, answers of two models to one prompt begin to be
 *  taken for copies (bench/duplicates.md). */
export const leastSimilarity = 0.75;
const leastEqual = Math.round(leastSimilarity * minima);

/** Bits that a letter moves the hash of its run: after eleven letters, about two words, it is out. */
const letterShift = 3;
/** One Chinese character says as much as two or three letters. Both are odd: so their last bit tells what
 *  counts from what does not. */
const ideographShift = 7;
const firstIdeograph = 0x3041;

/** Units of words: letters and digits. The rest stands between them. */
const wordRanges = [
  [0x30, 0x39],
  [0x41, 0x5a],
  [0x61, 0x7a],
  [0xc0, 0xd6],
  [0xd8, 0xf6],
  [0xf8, 0x1fff],
  [0x2c00, 0x2dff],
  [firstIdeograph, 0xd7ff],
  [0xf900, 0xfaff],
  [0xff10, 0xff19],
  [0xff21, 0xff3a],
  [0xff41, 0xffdc],
] as const;

/** Any number: neighbors in the alphabet are to differ in all bits. */
const unitSeed = 0x5bd1e995;

/** Per UTF-16 unit: what it adds to the hash of a run, and by how much it moves it before. Nothing, for
 *  what does not count: then the loop below needs no branch, which would cost more than all else. */
const addends = new Int32Array(65_536);
const shifts = new Uint8Array(65_536);
for (const [from, to] of wordRanges) {
  for (let unit = from; unit <= to; unit++) {
    addends[unit] = extendHash(extendHash(emptyHash, lowerUnit(unit)), unitSeed);
    shifts[unit] = unit < firstIdeograph ? letterShift : ideographShift;
  }
}

function lowerUnit(unit: number): number {
  // Scripts beyond have no letter case, and asking would take its time at every start.
  return unit < 0x590 ? String.fromCharCode(unit).toLowerCase().charCodeAt(0) : unit;
}

/** Minima are mostly among the hashes that begin with three zeros, so that of a long text only these are
 *  looked at: one run in eight. */
const smallShift = 29;
/** With fewer minima among them, all runs are looked at. */
const enoughFilled = minima * 0.75;
/** With fewer among all, minima say little, and a changed word means much: then all letters must be equal. */
const fewestFilled = 16;

const unitsPerBlock = 1 << 14;
const runs = new Int32Array(unitsPerBlock + 1);
const least = new Uint32Array(minima);
const none = 0xffff_ffff;

/** Linear, and allocates nothing but its answer. */
export function sketchOf(units: Uint16Array): Uint32Array<ArrayBuffer> {
  least.fill(none);
  let filled = findMinima(units, smallShift);
  if (filled < enoughFilled) filled += findMinima(units, 0);
  if (filled < fewestFilled) fillFromAll(units);
  return pack();
}

/** Of the runs whose hash, moved by `shift`, is zero; a shift of 0 moves nothing, and all runs count. Returns
 *  how many minima there are that were not there before. */
function findMinima(units: Uint16Array, shift: number): number {
  const isAll = shift === 0 ? 1 : 0;
  let hash = -1;
  let filled = 0;
  for (let start = 0; start < units.length; start += unitsPerBlock) {
    const end = Math.min(start + unitsPerBlock, units.length);
    let found = 0;
    for (let i = start; i < end; i++) {
      const unit = units[i]!;
      const letter = shifts[unit]!;
      hash = ((hash << letter) + addends[unit]!) | 0;
      // Overwritten by the next one, unless it counts.
      runs[found] = hash;
      found += ((((hash >>> shift) - 1) >>> 31) | isAll) & letter;
    }
    filled += keepLeast(found);
  }
  return filled;
}

const binShift = 32 - Math.log2(minima);

/** The rolling hash orders them; mixed, it says whose minimum it may be. */
function keepLeast(found: number): number {
  let filled = 0;
  for (let i = 0; i < found; i++) {
    const hash = runs[i]! >>> 0;
    const bin = Math.imul(hash, 0x9e3779b1) >>> binShift;
    const before = least[bin]!;
    if (hash >= before) continue;
    least[bin] = hash;
    if (before === none) filled++;
  }
  return filled;
}

/** Minima that are equal only if all letters are; of a text that is mostly marks, if these are, too. */
function fillFromAll(units: Uint16Array): void {
  let letters = emptyHash;
  let marks = emptyHash;
  let balance = 0;
  for (const unit of units) {
    if (shifts[unit] !== 0) {
      letters = extendHash(letters, addends[unit]!);
      balance++;
    } else if (unit > 0x20) {
      marks = extendHash(marks, unit);
      balance--;
    }
  }
  const all = balance > 0 ? letters : extendHash(letters, marks);
  for (let bin = 0; bin < minima; bin++) least[bin] = extendHash(extendHash(all, bin), all);
}

function pack(): Uint32Array<ArrayBuffer> {
  const sketch = new Uint32Array(sketchLength);
  // After the last share comes the first again.
  let distance = least.indexOf(none) < 0 ? 0 : firstFilled();
  let source = least[distance]!;
  let leader = none;
  for (let bin = minima - 1; bin >= 0; bin--) {
    const value = least[bin]!;
    if (value === none) distance++;
    else {
      source = value;
      distance = 0;
      leader = Math.min(leader, value);
    }
    // How far away it was borrowed is part of it, so that not all that borrow look alike.
    const byte = (extendHash(source, distance) >>> 12) & 0xff;
    sketch[bin >> 2]! |= byte << ((bin & 3) * 8);
  }
  sketch[bands] = extendHash(emptyHash, leader);
  return sketch;
}

function firstFilled(): number {
  return least.findIndex((value) => value !== none);
}

/** How many minima of two sketches are equal; `from`: where in their arrays they begin. */
function equalMinima(a: Uint32Array, fromA: number, b: Uint32Array, fromB: number): number {
  let equal = 0;
  for (let band = 0; band < bands; band++) {
    const differing = a[fromA + band]! ^ b[fromB + band]!;
    // The top bit of every byte that is zero, counted by a product.
    const zeros = ~(((differing & 0x7f7f7f7f) + 0x7f7f7f7f) | differing | 0x7f7f7f7f);
    equal += Math.imul(zeros >>> 7, 0x01010101) >>> 24;
  }
  return equal;
}

/** Estimated share of the runs of two texts that both have (Jaccard's index). */
export function similarityOf(a: Uint32Array, b: Uint32Array): number {
  return equalMinima(a, 0, b, 0) / minima;
}

export function areNearlyEqual(
  a: Uint32Array,
  fromA: number,
  b: Uint32Array,
  fromB: number,
): boolean {
  return equalMinima(a, fromA, b, fromB) >= leastEqual;
}
