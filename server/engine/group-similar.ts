/**
 * Sketches → groups of nearly equal texts, in time linear in their number. Texts are compared only if a
 * whole band of their sketches is equal (locality-sensitive hashing, Indyk & Motwani 1998), and of very
 * many that share a band, each only with the first and some before it.
 */

import { areNearlyEqual, bands } from './sketch.ts';

/** Compared with all texts of a band, a file of one template would take hours. */
const mostCompared = 8;

/**
 * `sketches`: the bands of all texts, one text after the other. Answers with the first of its group for
 * every text. Whoever wants the same groups for any order of the texts sorts them before.
 */
export function groupSimilar(sketches: Uint32Array): Int32Array {
  const texts = sketches.length / bands;
  const groups = Int32Array.from({ length: texts }, (_, text) => text);
  const slotBits = 32 - Math.clz32(texts * 2 + 1);
  /** By hash of the band: the last text that has it, plus one. */
  const lasts = new Int32Array(1 << slotBits);
  /** The text before with the same hash, plus one; and how many there are. */
  const before = new Int32Array(texts);
  const firsts = new Int32Array(1 << slotBits);
  for (let band = 0; band < bands; band++) {
    lasts.fill(0);
    for (let text = 0; text < texts; text++) {
      const slot = Math.imul(sketches[text * bands + band]!, 0x9e3779b1) >>> (32 - slotBits);
      const last = lasts[slot]!;
      before[text] = last;
      lasts[slot] = text + 1;
      if (last === 0) firsts[slot] = text;
      else joinWithEarlier(text, firsts[slot]!);
    }
  }
  for (let text = 0; text < texts; text++) groups[text] = find(groups, text);
  return groups;

  function joinWithEarlier(text: number, first: number): void {
    join(text, first);
    let other = before[text]!;
    for (let compared = 0; other > 0 && compared < mostCompared; compared++) {
      join(text, other - 1);
      other = before[other - 1]!;
    }
  }

  function join(a: number, b: number): void {
    const rootA = find(groups, a);
    const rootB = find(groups, b);
    if (rootA === rootB) return;
    if (!areNearlyEqual(sketches, a * bands, sketches, b * bands)) return;
    groups[Math.max(rootA, rootB)] = Math.min(rootA, rootB);
  }
}

/** The smallest of a group stands for it; paths are halved on the way. */
function find(groups: Int32Array, text: number): number {
  let at = text;
  while (groups[at] !== at) {
    groups[at] = groups[groups[at]!]!;
    at = groups[at]!;
  }
  return at;
}
