/** Counts the features of one text that were kept, in memory reused for the next text. */

import { type FeatureBuffer, mostFeatures } from './feature-buffer.ts';
import type { SlotLookup } from './vocabulary.ts';

export interface CountedFeatures {
  /** Slots met, in the order of their first occurrence. */
  readonly slots: Int32Array;
  readonly slotCount: number;
  /** Occurrences per slot; a text has fewer features of one kind than 65,536. */
  readonly counts: Uint16Array;
}

/** Training counts here, and judging does the same in kernel.wat. */
export class FeatureCounter implements CountedFeatures {
  readonly #vocabulary: SlotLookup;
  readonly slots: Int32Array;
  slotCount = 0;
  readonly counts: Uint16Array;

  constructor(vocabulary: SlotLookup) {
    this.#vocabulary = vocabulary;
    this.counts = new Uint16Array(vocabulary.size);
    this.slots = new Int32Array(Math.min(vocabulary.size, mostFeatures));
  }

  count({ hashes, count }: FeatureBuffer): void {
    const { slots, counts } = this;
    for (let i = 0; i < this.slotCount; i++) counts[slots[i]!] = 0;
    this.slotCount = 0;
    for (let i = 0; i < count; i++) {
      const slot = this.#vocabulary.slotOf(hashes[i]!);
      if (slot >= 0 && counts[slot]!++ === 0) slots[this.slotCount++] = slot;
    }
  }
}

/** Values fit into 16 bits with a sign, so that 32 hold a good number of weighed ones (kernel.wat). */
const mostValue = 32_767;
/** Steps of one in what a number of occurrences counts. */
const dampingSteps = 32;

/**
 * What a feature enters with, before the text's vector is brought to unit length: repeated use adds
 * less and less, and common features count less. `idf` is in steps, and the value an integer, so that
 * sums are exact and do not depend on any order.
 */
export function featureValue(count: number, idf: number): number {
  return Math.min(mostValue, dampened[count]! * idf);
}

// Looked up, since a logarithm per feature would cost as much as its weights.
export const dampened = Int32Array.from({ length: 65_536 }, (_, count) =>
  count === 0 ? 0 : Math.round(dampingSteps * (1 + Math.log(count))),
);
