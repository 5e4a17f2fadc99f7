/** Who wrote which part of a file, where a column says which part a row belongs to. */

import type { PartsView } from '../../protocol/views.ts';
import {
  addToMixture,
  emptyMixtureSums,
  estimateMixture,
  mergeMixtureSums,
  type MixtureState,
  mixtureState,
  type MixtureSums,
} from '../engine/mixture.ts';
import type { Profile } from '../engine/profile.ts';
import type { PartKey } from '../samples/part-columns.ts';
import type { Mergeable } from './mergeable.ts';
import type { SampleRecord } from './record.ts';

/** A column with more values than these names rows, not parts. */
const mostValues = 1000;
const mostShown = 40;
/** Shares of fewer samples say nothing. */
const fewestAnalysed = 20;
/** A 16th of those of a whole file: there may be a thousand parts. */
const blocks = 128;

interface Part {
  samples: number;
  readonly mixture: MixtureSums;
}

export interface PartsState {
  readonly parts: readonly {
    readonly key: PartKey;
    readonly samples: number;
    readonly mixture: MixtureState;
  }[];
  /** Columns with more values than there is room for. */
  readonly tooMany: readonly string[];
}

export class PartCounter implements Mergeable<PartsState> {
  readonly #profile: Profile;
  readonly #columns = new Map<string, Map<string, Part>>();
  readonly #tooMany = new Set<string>();

  constructor(profile: Profile) {
    this.#profile = profile;
  }

  add({ parts, posterior, cluster }: SampleRecord): void {
    for (const key of parts) {
      const part = this.#partOf(key);
      if (part === null) continue;
      part.samples++;
      if (posterior.length > 0) addToMixture(part.mixture, posterior, cluster);
    }
  }

  state(): PartsState {
    const parts = [...this.#columns].flatMap(([column, values]) =>
      [...values].map(([value, { samples, mixture }]) => ({
        key: { column, value },
        samples,
        mixture: mixtureState(mixture),
      })),
    );
    return { parts, tooMany: [...this.#tooMany] };
  }

  merge({ parts, tooMany }: PartsState): void {
    for (const column of tooMany) this.#forget(column);
    for (const { key, samples, mixture } of parts) {
      const part = this.#partOf(key);
      if (part === null) continue;
      part.samples += samples;
      mergeMixtureSums(part.mixture, mixture);
    }
  }

  /** Columns in the order of their names, the largest parts of each first. */
  views(seed: number): PartsView[] {
    return [...this.#columns]
      .filter(([, values]) => values.size > 1)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([column, values]) => {
        const sorted = [...values].sort(
          ([a, { samples: n }], [b, { samples: m }]) => m - n || (a < b ? -1 : 1),
        );
        const shown = sorted.slice(0, mostShown);
        return {
          column,
          parts: shown.map(([value, { samples, mixture }]) => ({
            value,
            samples,
            analysed: mixture.sampleCount,
            ...(mixture.sampleCount < fewestAnalysed
              ? { mixture: [], unexplained: null }
              : this.#estimate(mixture, seed)),
          })),
          others: sorted.length - shown.length,
        };
      });
  }

  #estimate(
    sums: MixtureSums,
    seed: number,
  ): Pick<PartsView['parts'][number], 'mixture' | 'unexplained'> {
    const { shares, unexplained } = estimateMixture(sums, this.#profile, seed);
    return { mixture: shares, unexplained: unexplained.share };
  }

  #partOf({ column, value }: PartKey): Part | null {
    if (this.#tooMany.has(column)) return null;
    let values = this.#columns.get(column);
    if (values === undefined) this.#columns.set(column, (values = new Map<string, Part>()));
    let part = values.get(value);
    if (part !== undefined) return part;
    if (values.size === mostValues) {
      this.#forget(column);
      return null;
    }
    part = { samples: 0, mixture: emptyMixtureSums(this.#profile, blocks) };
    values.set(value, part);
    return part;
  }

  #forget(column: string): void {
    this.#columns.delete(column);
    this.#tooMany.add(column);
  }
}
