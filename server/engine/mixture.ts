/**
 * How much of a file each family wrote. Adjusted classify and count on posteriors (PACC: Bella et
 * al. 2010): the mean posterior of the file is a mixture of the mean posteriors that each family
 * gives on unseen sources. Intervals come from a bootstrap over clusters of samples *and* over the
 * calibration sources, since both are only samples of what there is.
 */

import { emptyHash, extendHash } from './hash.ts';
import { basisPointsPerUnit } from './numbers.ts';
import { otherFamily } from './decide.ts';
import type { Profile } from './profile.ts';
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

const replicates = 200;
/**
 * Clusters of samples are thrown together into so many blocks, and a replicate of the bootstrap draws
 * blocks. Blocks of clusters are as independent as clusters, so the spread is the same, known to about
 * 3 % of itself; and a sample is added once instead of once per replicate.
 */
const blocks = 2048;
/** A share of `other` below this counts as none when its p-value is taken. */
const negligibleShare = 0.005;

export function emptyMixtureSums(profile: Pick<Profile, 'families'>): MixtureSums {
  return { sampleCount: 0, sums: new Float64Array(blocks * profile.families.length) };
}

/** `cluster` is a hash of what samples share (their prompt, else their own text): answers to one
 *  prompt are not independent, so they are drawn together. */
export function addToMixture(
  into: MixtureSums,
  posterior: readonly number[],
  cluster: number,
): void {
  const base = ((cluster >>> 0) % blocks) * posterior.length;
  into.sampleCount++;
  for (let k = 0; k < posterior.length; k++) into.sums[base + k]! += posterior[k]!;
}

/** How often a block is in a replicate: Poisson(1), from a hash, so that no state is needed. */
function poissonDraw(block: number, replicate: number, seed: number): number {
  const hash = extendHash(extendHash(extendHash(emptyHash, block), replicate), seed);
  const uniform = (Math.imul(hash, 0x85ebca6b) >>> 0) / 4294967296;
  if (uniform < 0.36787944) return 0;
  if (uniform < 0.73575888) return 1;
  if (uniform < 0.9196986) return 2;
  if (uniform < 0.98101184) return 3;
  return uniform < 0.99634015 ? 4 : 5;
}

export function mergeMixtureSums(into: MixtureSums, from: MixtureSums): void {
  into.sampleCount += from.sampleCount;
  for (let i = 0; i < into.sums.length; i++) into.sums[i]! += from.sums[i]!;
}

/** No shares at all if there was no sample. */
export function estimateMixture(sums: MixtureSums, profile: Profile, seed: number): Mixture {
  const { families, calibration } = profile;
  if (sums.sampleCount === 0) return { shares: [], unexplained: { share: 0, p: null } };
  const estimates: Float64Array[] = [];
  for (let replicate = 0; replicate <= replicates; replicate++) {
    const times = (block: number): number =>
      replicate === 0 ? 1 : poissonDraw(block, replicate, seed);
    const mean = meanPosterior(sums, times, families.length);
    // A replicate may be empty when there are very few clusters.
    if (mean === null) continue;
    const matrix = calibration.confusion[replicate % calibration.confusion.length]!;
    estimates.push(nearestMixture(matrix, mean, calibration.mixtureShrinkage));
  }
  const resampled = estimates.slice(1);
  const sharesOf = (k: number): Share => {
    const drawn = Float64Array.from(resampled, (estimate) => estimate[k]!).sort();
    const share = meanOf(estimates, k);
    return {
      family: families[k]!,
      share,
      low: Math.min(share, quantile(drawn, 0.025)),
      high: Math.max(share, quantile(drawn, 0.975)),
    };
  };
  const other = families.indexOf(otherFamily);
  const negligible = resampled.filter((estimate) => estimate[other]! <= negligibleShare).length;
  return {
    shares: [...families.keys()].filter((k) => k !== other).map(sharesOf),
    unexplained: {
      share: meanOf(estimates, other),
      p: (1 + negligible) / (1 + resampled.length),
    },
  };
}

/** The mean over replicates rather than the first one: steadier, and it sums to 1 as well. */
function meanOf(estimates: readonly Float64Array[], k: number): number {
  return estimates.reduce((sum, estimate) => sum + estimate[k]!, 0) / estimates.length;
}

/** Over all samples, those of a block as often as it is drawn. */
function meanPosterior(
  { sums }: MixtureSums,
  times: (block: number) => number,
  families: number,
): Float64Array | null {
  const drawn = new Float64Array(families);
  for (let block = 0; block < blocks; block++) {
    const weight = times(block);
    if (weight === 0) continue;
    for (let k = 0; k < families; k++) drawn[k]! += weight * sums[block * families + k]!;
  }
  const total = drawn.reduce((sum, value) => sum + value, 0);
  return total < basisPointsPerUnit ? null : drawn.map((value) => value / total);
}

function quantile(sorted: Float64Array, q: number): number {
  if (sorted.length === 0) return 0;
  return sorted[Math.min(sorted.length - 1, Math.floor(q * sorted.length))]!;
}
