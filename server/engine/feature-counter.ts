/** Counts the features of one text that a vocabulary kept, in buffers reused for the next text. */

import { analysedCharsLimit } from './tokens.ts';
import type { Vocabulary } from './vocabulary.ts';

/** The most features that an expert may emit per text: spelling has four per character. */
const occurrenceLimit = analysedCharsLimit * 4;

export class FeatureCounter {
  readonly vocabulary: Vocabulary;
  /** Slots met, in the order of their first occurrence. */
  readonly slots: Int32Array;
  slotCount = 0;
  /** Occurrences per slot of the vocabulary. */
  readonly counts: Uint32Array;
  /** Slot, start and end of every occurrence; null unless somebody asked where features lie. */
  places: number[] | null = null;

  constructor(vocabulary: Vocabulary) {
    this.vocabulary = vocabulary;
    this.counts = new Uint32Array(vocabulary.size);
    this.slots = new Int32Array(Math.min(vocabulary.size, occurrenceLimit));
  }

  clear(): void {
    for (let i = 0; i < this.slotCount; i++) this.counts[this.slots[i]!] = 0;
    this.slotCount = 0;
  }

  /** One occurrence of a feature at UTF-16 offsets [start, end). */
  add(hash: number, start: number, end: number): void {
    const slot = this.vocabulary.slotOf(hash);
    if (slot < 0) return;
    if (this.counts[slot]!++ === 0) this.slots[this.slotCount++] = slot;
    if (this.places !== null) this.places.push(slot, start, end);
  }
}
