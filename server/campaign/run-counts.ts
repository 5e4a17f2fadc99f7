/** In how many requests each run of words is: counts by hash in a table of fixed size. */

import { mostShingles } from './shingles.ts';

/** 32 MB. Of a million requests, two or three runs that occur once share a place. */
const placeBits = 24;
const placeShift = 32 - placeBits;
const mostCount = 0xffff;

/** A run is fixed from so many requests on, beyond what falls into one place by chance: fewer say it by accident. */
const leastRequests = 5;

/** Twice what is needed, so that places are soon found. */
const scratchBits = 32 - Math.clz32(2 * mostShingles);

export class RunCounts {
  readonly #counts = new Uint16Array(1 << placeBits);
  #counted = 0;
  /** Runs of the present request, so that one that repeats itself counts once. */
  readonly #seen = new Uint32Array(1 << scratchBits);
  readonly #seenBy = new Uint32Array(1 << scratchBits);
  #request = 0;
  #found = new Float64Array(mostShingles);

  /** Of one request. */
  add(runs: Uint32Array, start: number, end: number): void {
    this.#request++;
    for (let i = start; i < end; i++) {
      const run = runs[i]!;
      if (!this.#isNew(run)) continue;
      this.#counted++;
      const place = run >>> placeShift;
      if (this.#counts[place]! < mostCount) this.#counts[place]!++;
    }
  }

  #isNew(run: number): boolean {
    const mask = this.#seen.length - 1;
    let at = (run >>> 7) & mask;
    while (this.#seenBy[at] === this.#request) {
      if (this.#seen[at] === run) return false;
      at = (at + 1) & mask;
    }
    this.#seenBy[at] = this.#request;
    this.#seen[at] = run;
    return true;
  }

  /** Less what strangers in the same place have on average. Valid until the next call. */
  of(runs: Uint32Array, start: number, end: number): Float64Array {
    const noise = this.#noise;
    const found = this.#found.subarray(0, end - start);
    for (let i = start; i < end; i++) {
      found[i - start] = Math.max(0, this.#counts[runs[i]! >>> placeShift]! - noise);
    }
    return found;
  }

  /** Three standard deviations above what chance gives, so that three runs in a row are none of its doing. It grows
   *  with what was counted, and hardly: a share of the log would forget in a large one what is found in a small one. */
  get leastFixed(): number {
    return leastRequests + 3 * Math.sqrt(this.#noise);
  }

  /** Counts end there: beyond, all are equally frequent. */
  static readonly most = mostCount;

  get #noise(): number {
    return this.#counted / this.#counts.length;
  }
}
