/**
 * Which features a profile kept. A hash is cut to a bucket of 22 bits; its first 16 name a cell, and a
 * cell holds at most one kept bucket: its other 6 bits and its slot, in one number. So a look-up is one
 * read, of a table that stays in a processor's cache, and a comparison.
 */

import { bucketBits, bucketOf } from './hash.ts';

const cellBits = 16;
const tagBits = bucketBits - cellBits;
const tagMask = (1 << tagBits) - 1;
/** Set in the tag of a cell that holds a bucket, so that no hash finds an empty one. */
const isHeld = 1 << tagBits;

export const cellCount = 1 << cellBits;

export function cellOf(bucket: number): number {
  return bucket >>> tagBits;
}

/** Hashes → slots: indices of kept features. */
export interface SlotLookup {
  /** Slots run from 0 to size - 1. */
  readonly size: number;
  /** Slot of a feature hash, -1 if it was not kept. */
  slotOf(hash: number): number;
}

export class Vocabulary implements SlotLookup {
  readonly size: number;
  /** Tag and slot, 16 bits each. */
  readonly cells = new Uint32Array(cellCount);

  /** `buckets`: the kept ones, one per cell at most, in the order of their slots. */
  constructor(buckets: ArrayLike<number>) {
    this.size = buckets.length;
    for (let slot = 0; slot < buckets.length; slot++) {
      const bucket = buckets[slot]!;
      this.cells[cellOf(bucket)] = ((isHeld | (bucket & tagMask)) << 16) | slot;
    }
  }

  slotOf(hash: number): number {
    const bucket = bucketOf(hash);
    const cell = this.cells[cellOf(bucket)]!;
    return cell >>> 16 === (isHeld | (bucket & tagMask)) ? cell & 0xffff : -1;
  }
}
