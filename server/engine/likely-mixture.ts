/**
 * How much of a file each family wrote, where the profile was held out by prompts of the same kind: the
 * likeliest shares, since every text says more by itself than the mean of all posteriors does. Intervals allow
 * for which samples there happen to be, and for how few texts the scaling was fitted to.
 */

import { otherFamily } from './decide.ts';
import { likeliestShares, scaledLikelihoods } from './label-shift.ts';
import {
  defaultBlocks,
  errorsAt,
  type Mixture,
  poissonDraw,
  quantile,
  replicates,
  tail,
  unexplainedP,
} from './mixture.ts';
import type { Profile, ShareScaling } from './profile.ts';
import { highestOnSimplex } from './simplex.ts';

export interface JudgedText {
  readonly posterior: readonly number[];
  /** Hash of what texts share that are not independent. */
  readonly cluster: number;
  /** How often it occurs. */
  readonly times: number;
}

/** No shares at all if there is no text. */
export function estimateLikelyMixture(
  texts: readonly JudgedText[],
  { families, calibration }: Profile,
  scaling: ShareScaling,
  seed: number,
): Mixture {
  if (texts.length === 0) return { shares: [], unexplained: { share: 0, p: null } };
  const size = families.length;
  const likelihoods = new Float64Array(texts.length * size);
  texts.forEach(({ posterior }, i) => {
    likelihoods.set(scaledLikelihoods(posterior, scaling), i * size);
  });
  const times = Float64Array.from(texts, (text) => text.times);
  const estimate = likeliestShares(likelihoods, times, size);
  const resampled = resample(texts, likelihoods, estimate, seed);
  const other = families.indexOf(otherFamily);
  return {
    shares: [...families.keys()]
      .filter((k) => k !== other)
      .map((k) => {
        const share = estimate[k]!;
        const { below, above } = errorsAt(calibration.shareErrors, share);
        // Two chances that know nothing of each other.
        const down = Math.hypot(Math.max(0, share - quantile(resampled, k, tail)), below);
        const up = Math.hypot(Math.max(0, quantile(resampled, k, 1 - tail) - share), above);
        return {
          family: families[k]!,
          share,
          low: Math.max(0, share - down),
          high: Math.min(1, share + up),
        };
      }),
    unexplained: {
      share: estimate[other]!,
      p: unexplainedP(estimate[other]!, calibration.unexplainedNull),
    },
  };
}

/**
 * Shares of replicates that draw clusters. Where the likelihood of all texts is highest, that of a replicate is
 * a parabola with another slope and the same curvature, as far as a replicate goes: to maximize each from
 * the beginning would take minutes.
 */
function resample(
  texts: readonly JudgedText[],
  likelihoods: Float64Array,
  shares: Float64Array,
  seed: number,
): Float64Array[] {
  const size = shares.length;
  const curvature = new Float64Array(size * size);
  const slopes = new Float64Array(defaultBlocks * size);
  const counts = new Float64Array(defaultBlocks);
  const ratios = new Float64Array(size);
  let total = 0;
  texts.forEach(({ cluster, times }, i) => {
    let sum = 0;
    for (let k = 0; k < size; k++) sum += shares[k]! * likelihoods[i * size + k]!;
    if (sum === 0) return;
    const block = (cluster >>> 0) % defaultBlocks;
    counts[block]! += times;
    total += times;
    for (let k = 0; k < size; k++) {
      ratios[k] = likelihoods[i * size + k]! / sum;
      slopes[block * size + k]! += times * ratios[k]!;
    }
    for (let j = 0; j < size; j++) {
      for (let k = 0; k < size; k++) curvature[j * size + k]! += times * ratios[j]! * ratios[k]!;
    }
  });
  for (let at = 0; at < curvature.length; at++) curvature[at]! /= total;
  const used = Int32Array.from(counts.keys()).filter((block) => counts[block]! > 0);
  return Array.from({ length: replicates }, (_, replicate) => {
    const slope = new Float64Array(size);
    let drawn = 0;
    for (const block of used) {
      const often = poissonDraw(block, replicate, seed);
      if (often === 0) continue;
      drawn += often * counts[block]!;
      for (let k = 0; k < size; k++) slope[k]! += often * slopes[block * size + k]!;
    }
    // A replicate may be empty when there are very few clusters.
    if (drawn === 0) return shares;
    for (let k = 0; k < size; k++) slope[k]! /= drawn;
    return highestOnSimplex(shares, slope, curvature);
  });
}
