/** How much of a file each family wrote: sums over samples, merged in any order, then one estimate. */

import type { Profile } from './profile.ts';

export interface Share {
  family: string;
  share: number;
  /** 95 % interval. */
  low: number;
  high: number;
}

export interface Mixture {
  /** One entry per named family (not `other`), in the profile's order. Shares + unexplained = 1. */
  shares: Share[];
  unexplained: { share: number; p: number | null };
}

/** Exact integer sums: equal whatever the order of samples, workers or shards. */
export interface MixtureSums {
  sampleCount: number;
  /** Replicate-major: `sums[replicate * families + family]`; replicate 0 is the sample itself. */
  sums: Float64Array;
}

export function emptyMixtureSums(profile: Profile): MixtureSums {
  throw new Error(`not built yet: ${profile.id}`);
}

/** `cluster` is a hash of what samples share (their prompt, else their own text): the bootstrap
 *  draws clusters, since answers to one prompt are not independent. */
export function addToMixture(
  into: MixtureSums,
  posterior: readonly number[],
  cluster: number,
  seed: number,
): void {
  throw new Error(`not built yet: ${into.sampleCount} ${posterior.length} ${cluster} ${seed}`);
}

export function mergeMixtureSums(into: MixtureSums, from: MixtureSums): void {
  throw new Error(`not built yet: ${into.sampleCount} ${from.sampleCount}`);
}

export function estimateMixture(sums: MixtureSums, profile: Profile): Mixture {
  throw new Error(`not built yet: ${sums.sampleCount} ${profile.id}`);
}
