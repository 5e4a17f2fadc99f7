/**
 * Texts that a file holds more than once. Memory is flat: while there are too many distinct texts to
 * remember, only those whose digest is divisible by a power of two are (Flajolet 1990, "On adaptive
 * sampling"), and counts become estimates. The same for any order of the texts.
 */

import type { DuplicatesView } from '../../protocol/views.ts';
import type { Mergeable } from './mergeable.ts';

const mostRemembered = 200_000;

export interface DuplicateState {
  readonly oneIn: number;
  readonly occurrences: readonly (readonly [digest: number, times: number])[];
}

export class DuplicateCounter implements Mergeable<DuplicateState> {
  readonly #occurrences = new Map<number, number>();
  readonly #most: number;
  /** One in so many texts is remembered. */
  #oneIn = 1;

  constructor(most = mostRemembered) {
    this.#most = most;
  }

  /** `digest`: a hash of the whole text, a non-negative integer of up to 52 bits. */
  add(digest: number): void {
    this.#count(digest, 1);
  }

  state(): DuplicateState {
    return { oneIn: this.#oneIn, occurrences: [...this.#occurrences] };
  }

  merge({ oneIn, occurrences }: DuplicateState): void {
    if (oneIn > this.#oneIn) this.#forgetAllBut(oneIn);
    for (const [digest, times] of occurrences) this.#count(digest, times);
  }

  #count(digest: number, times: number): void {
    if (digest % this.#oneIn !== 0) return;
    this.#occurrences.set(digest, (this.#occurrences.get(digest) ?? 0) + times);
    while (this.#occurrences.size > this.#most) this.#forgetAllBut(this.#oneIn * 2);
  }

  #forgetAllBut(oneIn: number): void {
    this.#oneIn = oneIn;
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
