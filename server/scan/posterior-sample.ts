/**
 * Some posteriors of a file, chosen by their texts' identities: the same ones for any order of the samples. While
 * there are too many, only those whose key is divisible by a power of two stay (Flajolet 1990, "On adaptive
 * sampling").
 */

import type { SampleRecord } from './record.ts';

const mostKept = 4096;
/** Of an identity: as many as a number holds exactly. */
const digits = 13;

export class PosteriorSample {
  /** By key: a text that occurs again has the same posterior. */
  readonly #kept = new Map<number, { posterior: readonly number[]; times: number }>();
  #oneIn = 1;

  add({ textId, posterior }: Pick<SampleRecord, 'textId' | 'posterior'>): void {
    if (textId === null) return;
    const key = Number(`0x${textId.slice(0, digits)}`);
    if (key % this.#oneIn !== 0) return;
    const known = this.#kept.get(key);
    if (known !== undefined) known.times++;
    else this.#kept.set(key, { posterior, times: 1 });
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
    for (const key of this.#kept.keys()) if (key % this.#oneIn !== 0) this.#kept.delete(key);
  }
}
