/**
 * Some posteriors of a file, chosen by their texts' identities: the same ones for any order of the samples. While
 * there are too many, only those whose key is divisible by a power of two stay (Flajolet 1990, "On adaptive
 * sampling").
 */

import { shiftedShares } from '../engine/label-shift.ts';
import type { JudgedText } from '../engine/likely-mixture.ts';
import type { Profile } from '../engine/profile.ts';
import type { Mergeable } from './mergeable.ts';
import type { SampleRecord } from './record.ts';

const mostKept = 4096;
/** Of an identity: as many as a number holds exactly. */
const digits = 13;

export interface PosteriorSampleState {
  readonly oneIn: number;
  readonly kept: readonly {
    readonly key: number;
    readonly posterior: readonly number[];
    readonly cluster: number;
    readonly times: number;
  }[];
}

export class PosteriorSample implements Mergeable<PosteriorSampleState> {
  /** By key: a text that occurs again has the same posterior. */
  readonly #kept = new Map<
    number,
    { posterior: readonly number[]; cluster: number; times: number }
  >();
  #oneIn = 1;

  add({
    textId,
    posterior,
    cluster,
  }: Pick<SampleRecord, 'textId' | 'posterior' | 'cluster'>): void {
    if (textId === null) return;
    const key = Number(`0x${textId.slice(0, digits)}`);
    this.#count(key, { posterior, cluster, times: 1 });
  }

  state(): PosteriorSampleState {
    return {
      oneIn: this.#oneIn,
      kept: [...this.#kept].map(([key, entry]) => ({ key, ...entry })),
    };
  }

  merge({ oneIn, kept }: PosteriorSampleState): void {
    if (oneIn > this.#oneIn) this.#keepOneIn(oneIn);
    for (const { key, ...text } of kept) this.#count(key, text);
  }

  /** In an order that does not depend on that of the samples. */
  texts(): JudgedText[] {
    return [...this.#kept].sort(([a], [b]) => a - b).map(([, text]) => text);
  }

  /** A text that occurs again counts again. Its cluster is the least of those that it was met in, whatever their
   *  order. */
  #count(key: number, { posterior, cluster, times }: JudgedText): void {
    if (key % this.#oneIn !== 0) return;
    const known = this.#kept.get(key);
    if (known === undefined) this.#kept.set(key, { posterior, cluster, times });
    else {
      known.times += times;
      known.cluster = Math.min(known.cluster, cluster);
    }
    while (this.#kept.size > mostKept) this.#keepOneIn(this.#oneIn * 2);
  }

  #keepOneIn(oneIn: number): void {
    this.#oneIn = oneIn;
    for (const key of this.#kept.keys()) if (key % this.#oneIn !== 0) this.#kept.delete(key);
  }
}

/** Shares by another method than `mixture.ts`, by family; null if there is no sample. */
export function crossCheckOf(
  sample: PosteriorSample,
  { families }: Pick<Profile, 'families'>,
): Record<string, number> | null {
  const texts = sample.texts();
  if (texts.length === 0) return null;
  const shares = shiftedShares(texts, families.length);
  return Object.fromEntries(families.map((family, k) => [family, shares[k]!]));
}
