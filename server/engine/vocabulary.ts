/**
 * Which hash buckets a profile kept, as a bitmap with ranks: one bit per bucket, and the number of
 * kept buckets before each 32-bit word. A bucket that was not kept costs one read; a kept one gets
 * its slot (0, 1, 2, …) by counting bits, without a hash table and without collisions.
 */

import { bucketCount, bucketOf } from './hash.ts';

const wordCount = bucketCount / 32;

function bitCount(bits: number): number {
  let n = bits - ((bits >>> 1) & 0x55555555);
  n = (n & 0x33333333) + ((n >>> 2) & 0x33333333);
  return Math.imul((n + (n >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}

export class Vocabulary {
  /** Number of kept buckets; slots run from 0 to size - 1 in the order of buckets. */
  readonly size: number;
  readonly #bits = new Uint32Array(wordCount);
  readonly #before = new Uint32Array(wordCount);

  /** `buckets`: the kept ones, in any order, each once. */
  constructor(buckets: Iterable<number>) {
    for (const bucket of buckets) this.#bits[bucket >>> 5]! |= 1 << (bucket & 31);
    let kept = 0;
    for (let word = 0; word < wordCount; word++) {
      this.#before[word] = kept;
      kept += bitCount(this.#bits[word]!);
    }
    this.size = kept;
  }

  /** Slot of a feature hash, -1 if its bucket was not kept. */
  slotOf(hash: number): number {
    const bucket = bucketOf(hash);
    const word = bucket >>> 5;
    const bits = this.#bits[word]!;
    const bit = bucket & 31;
    if (((bits >>> bit) & 1) === 0) return -1;
    return this.#before[word]! + bitCount(bits & ((1 << bit) - 1));
  }

  /** The kept buckets, ascending. */
  buckets(): Uint32Array {
    const kept = new Uint32Array(this.size);
    let slot = 0;
    for (let bucket = 0; bucket < bucketCount; bucket++) {
      if ((this.#bits[bucket >>> 5]! >>> (bucket & 31)) & 1) kept[slot++] = bucket;
    }
    return kept;
  }
}
