/**
 * Texts that a file holds more than once. Memory is flat: while there are too many distinct texts to
 * remember, only those whose digest is divisible by a power of two are (Flajolet 1990, "On adaptive
 * sampling"), and counts become estimates. The same for any order of the texts.
 */

import type { DuplicatesView } from '../../protocol/views.ts';

const mostRemembered = 200_000;

export class DuplicateCounter {
  readonly #occurrences = new Map<number, number>();
  readonly #most: number;
  /** One in so many texts is remembered. */
  #oneIn = 1;

  constructor(most = mostRemembered) {
    this.#most = most;
  }

  /** `digest`: a hash of the whole text, a non-negative integer of up to 52 bits. */
  add(digest: number): void {
    if (digest % this.#oneIn !== 0) return;
    this.#occurrences.set(digest, (this.#occurrences.get(digest) ?? 0) + 1);
    while (this.#occurrences.size > this.#most) this.#forgetHalf();
  }

  #forgetHalf(): void {
    this.#oneIn *= 2;
    for (const digest of this.#occurrences.keys()) {
      if (digest % this.#oneIn !== 0) this.#occurrences.delete(digest);
    }
  }

  view(): DuplicatesView {
    let texts = 0;
    let copies = 0;
    for (const times of this.#occurrences.values()) {
      if (times === 1) continue;
      texts++;
      copies += times - 1;
    }
    return {
      texts: texts * this.#oneIn,
      copies: copies * this.#oneIn,
      isEstimate: this.#oneIn > 1,
    };
  }
}
