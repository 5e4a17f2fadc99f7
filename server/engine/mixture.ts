/**
 * How much of a file each family wrote. Adjusted classify and count on posteriors (PACC: Bella et
 * al. 2010): the mean posterior of the file is a mixture of the mean posteriors that each family
 * gives on unseen sources. Intervals allow for two things: which samples there happen to be, by a
 * bootstrap, and how far shares were off on sources that nobody had seen, which is the larger part.
 */

import { binOf } from './calibrate.ts';
import { otherFamily } from './decide.ts';
import { emptyHash, extendHash } from './hash.ts';
import { basisPointsPerUnit } from './numbers.ts';
import type { Profile, ShareErrors } from './profile.ts';
import { nearestMixture } from './simplex.ts';

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
  /** Block-major: `sums[block * families + family]`, posteriors in 1/10,000. */
  sums: Float64Array;
}

export const replicates = 200;
/** What an interval of 95 % leaves out on either side. */
export const tail = 0.025;
/**
 * Clusters of samples are thrown together into so many blocks, and a replicate of the bootstrap draws
 * blocks. Blocks of clusters are as independent as clusters, so the spread is the same, known to about
 * 3 % of itself; and a sample is added once instead of once per replicate.
 */
export const defaultBlocks = 2048;

/** With fewer blocks, intervals are known less well. */
export function emptyMixtureSums(
  profile: Pick<Profile, 'families'>,
  blocks = defaultBlocks,
): MixtureSums {
  return { sampleCount: 0, sums: new Float64Array(blocks * profile.families.length) };
}

/** `cluster` is a hash of what samples share (their prompt, else their own text): answers to one
 *  prompt are not independent, so they are drawn together. */
export function addToMixture(
  into: MixtureSums,
  posterior: readonly number[],
  cluster: number,
): void {
  const blocks = into.sums.length / posterior.length;
  const base = ((cluster >>> 0) % blocks) * posterior.length;
  into.sampleCount++;
  for (let k = 0; k < posterior.length; k++) into.sums[base + k]! += posterior[k]!;
}

/** The same as plain numbers, for a file. */
export interface MixtureState {
  readonly sampleCount: number;
  readonly sums: readonly number[];
}

export function mixtureState({ sampleCount, sums }: MixtureSums): MixtureState {
  return { sampleCount, sums: Array.from(sums) };
}

export function mergeMixtureSums(into: MixtureSums, from: MixtureState | MixtureSums): void {
  into.sampleCount += from.sampleCount;
  for (let i = 0; i < into.sums.length; i++) into.sums[i]! += from.sums[i]!;
}

/** No shares at all if there was no sample. */
export function estimateMixture(sums: MixtureSums, profile: Profile, seed: number): Mixture {
  const { families, calibration } = profile;
  if (sums.sampleCount === 0) return { shares: [], unexplained: { share: 0, p: null } };
  const estimateBy = (times: (block: number) => number): Float64Array | null => {
    const mean = meanPosterior(sums, times, families.length);
    return mean && sharesOf(mean, profile);
  };
  const estimate = estimateBy(() => 1)!;
  const resampled = Array.from(
    { length: replicates },
    (_, replicate) => estimateBy((block) => poissonDraw(block, replicate, seed)),
    // A replicate may be empty when there are very few clusters.
  ).filter((replicate) => replicate !== null);
  const other = families.indexOf(otherFamily);
  return {
    shares: [...families.keys()]
      .filter((k) => k !== other)
      .map((k) => ({
        family: families[k]!,
        ...intervalOf(estimate[k]!, calibration.shareErrors, (at) => quantile(resampled, k, at)),
      })),
    unexplained: {
      share: estimate[other]!,
      p: unexplainedP(estimate[other]!, calibration.unexplainedNull),
    },
  };
}

/** Shares alone, in the profile's order, of samples with such a mean posterior. */
export function sharesOf(mean: Float64Array, { calibration }: Profile): Float64Array {
  return nearestMixture(calibration.confusion, mean, calibration.mixtureShrinkage);
}

/** What is to be allowed for on either side of an estimated share, for sources nobody has seen. */
export function errorsAt(errors: ShareErrors, share: number): { below: number; above: number } {
  const bin = binOf(errors.bounds, share);
  return { below: errors.below[bin]!, above: errors.above[bin]! };
}

function intervalOf(
  share: number,
  errors: ShareErrors,
  resampledAt: (q: number) => number,
): Omit<Share, 'family'> {
  const { below, above } = errorsAt(errors, share);
  return {
    share,
    low: Math.max(0, Math.min(share, resampledAt(tail)) - below),
    high: Math.min(1, Math.max(share, resampledAt(1 - tail)) + above),
  };
}

/** How often a left-out source without any unexplained texts had at least this share of them. */
export function unexplainedP(share: number, quantiles: readonly number[]): number {
  const atLeast = quantiles.filter((estimate) => estimate >= share).length;
  return (1 + atLeast) / (1 + quantiles.length);
}

/** How often a block is in a replicate: Poisson(1), from a hash, so that no state is needed. */
export function poissonDraw(block: number, replicate: number, seed: number): number {
  const hash = extendHash(extendHash(extendHash(emptyHash, block), replicate), seed);
  const uniform = (Math.imul(hash, 0x85ebca6b) >>> 0) / 4294967296;
  if (uniform < 0.36787944) return 0;
  if (uniform < 0.73575888) return 1;
  if (uniform < 0.9196986) return 2;
  if (uniform < 0.98101184) return 3;
  return uniform < 0.99634015 ? 4 : 5;
}

/** Over all samples, those of a block as often as it is drawn; null if none is. */
function meanPosterior(
  { sums }: MixtureSums,
  times: (block: number) => number,
  families: number,
): Float64Array | null {
  const drawn = new Float64Array(families);
  for (let block = 0; block < sums.length / families; block++) {
    const weight = times(block);
    if (weight === 0) continue;
    for (let k = 0; k < families; k++) drawn[k]! += weight * sums[block * families + k]!;
  }
  const total = drawn.reduce((sum, value) => sum + value, 0);
  return total < basisPointsPerUnit ? null : drawn.map((value) => value / total);
}

export function quantile(estimates: readonly Float64Array[], k: number, q: number): number {
  const sorted = Float64Array.from(estimates, (estimate) => estimate[k]!).sort();
  return sorted[Math.min(sorted.length - 1, Math.floor(q * sorted.length))] ?? 0;
}
