/**
 * Some posteriors of a file, chosen by their texts' digests: the same ones for any order of the samples. While
 * there are too many, only those whose digest is divisible by a power of two stay (Flajolet 1990, "On adaptive
 * sampling").
 */

import type { Mergeable } from './mergeable.ts';

const mostKept = 4096;

export interface PosteriorSampleState {
  readonly oneIn: number;
  readonly kept: readonly {
    readonly digest: number;
    readonly posterior: readonly number[];
    readonly times: number;
  }[];
}

export class PosteriorSample implements Mergeable<PosteriorSampleState> {
  /** By digest: a text that occurs again has the same posterior. */
  readonly #kept = new Map<number, { posterior: readonly number[]; times: number }>();
  #oneIn = 1;

  /** `digest`: of the text, up to 52 bits. */
  add(digest: number, posterior: readonly number[]): void {
    this.#count(digest, posterior, 1);
  }

  state(): PosteriorSampleState {
    const kept = [...this.#kept].map(([digest, entry]) => ({ digest, ...entry }));
    return { oneIn: this.#oneIn, kept };
  }

  merge({ oneIn, kept }: PosteriorSampleState): void {
    if (oneIn > this.#oneIn) this.#forgetAllBut(oneIn);
    for (const { digest, posterior, times } of kept) this.#count(digest, posterior, times);
  }

  /** In an order that does not depend on that of the samples. A text that occurs again counts again. */
  posteriors(): (readonly number[])[] {
    return [...this.#kept]
      .sort(([a], [b]) => a - b)
      .flatMap(([, { posterior, times }]) => new Array<readonly number[]>(times).fill(posterior));
  }

  #count(digest: number, posterior: readonly number[], times: number): void {
    if (digest % this.#oneIn !== 0) return;
    const known = this.#kept.get(digest);
    if (known !== undefined) known.times += times;
    else this.#kept.set(digest, { posterior, times });
    while (this.#kept.size > mostKept) this.#forgetAllBut(this.#oneIn * 2);
  }

  #forgetAllBut(oneIn: number): void {
    this.#oneIn = oneIn;
    for (const digest of this.#kept.keys()) {
      if (digest % this.#oneIn !== 0) this.#kept.delete(digest);
    }
  }
}
