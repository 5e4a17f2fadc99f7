/**
 * Some posteriors of a file, chosen by their texts' digests: the same ones for any order of the samples. While
 * there are too many, only those whose digest is divisible by a power of two stay (Flajolet 1990, "On adaptive
 * sampling").
 */

const mostKept = 4096;

export class PosteriorSample {
  /** By digest: a text that occurs again has the same posterior. */
  readonly #kept = new Map<number, { posterior: readonly number[]; times: number }>();
  #oneIn = 1;

  /** `digest`: of the text, up to 52 bits. */
  add(digest: number, posterior: readonly number[]): void {
    if (digest % this.#oneIn !== 0) return;
    const known = this.#kept.get(digest);
    if (known !== undefined) known.times++;
    else this.#kept.set(digest, { posterior, times: 1 });
    while (this.#kept.size > mostKept) this.#forgetHalf();
  }

  /** In an order that does not depend on that of the samples. A text that occurs again counts again. */
  posteriors(): (readonly number[])[] {
    return [...this.#kept]
      .sort(([a], [b]) => a - b)
      .flatMap(([, { posterior, times }]) => new Array<readonly number[]>(times).fill(posterior));
  }

  #forgetHalf(): void {
    this.#oneIn *= 2;
    for (const digest of this.#kept.keys()) {
      if (digest % this.#oneIn !== 0) this.#kept.delete(digest);
    }
  }
}
