/**
 * How much of a file each family wrote, by the shares under which its posteriors agree with their own mean,
 * found by expectation maximization (Saerens, Latinne and Decaestecker 2002, section 2). As they are, posteriors
 * are a second opinion on `mixture.ts`; scaled by what was held out, their shares are the likeliest ones.
 */

import { basisPointsPerUnit, softmax } from './numbers.ts';
import type { ShareScaling } from './profile.ts';

const mostRounds = 500;
/** No share moves further than this in a round: it has settled for what is shown. */
const settled = 1e-5;

/** Posteriors in 1/10,000, by a profile to which all `size` families are equally likely, and how often each
 *  occurs. Shares that sum to 1; all equal if there is no sample. */
export function shiftedShares(
  texts: readonly { readonly posterior: readonly number[]; readonly times: number }[],
  size: number,
): Float64Array {
  const likelihoods = new Float64Array(texts.length * size);
  texts.forEach(({ posterior }, i) => likelihoods.set(posterior, i * size));
  return likeliestShares(
    likelihoods,
    Float64Array.from(texts, ({ times }) => times),
    size,
  );
}

/** `likelihoods`: sample-major, of each family up to a factor per sample; `weights`: of each sample. */
export function likeliestShares(
  likelihoods: Float64Array,
  weights: Float64Array,
  size: number,
): Float64Array {
  let shares = new Float64Array(size).fill(1 / size);
  if (weights.length === 0) return shares;
  const weighed = new Float64Array(size);
  for (let round = 0; round < mostRounds; round++) {
    const next = new Float64Array(size);
    for (let i = 0; i < weights.length; i++) {
      let total = 0;
      for (let k = 0; k < size; k++) {
        weighed[k] = likelihoods[i * size + k]! * shares[k]!;
        total += weighed[k]!;
      }
      if (total === 0) continue;
      const factor = weights[i]! / total;
      for (let k = 0; k < size; k++) next[k]! += weighed[k]! * factor;
    }
    let moved = 0;
    const sum = next.reduce((all, value) => all + value, 0) || 1;
    for (let k = 0; k < size; k++) {
      next[k]! /= sum;
      moved = Math.max(moved, Math.abs(next[k]! - shares[k]!));
    }
    shares = next;
    if (moved < settled) break;
  }
  return shares;
}

/** Smaller posteriors say no more than this one. */
const leastPosterior = 1e-4;

/** How a posterior, in 1/10,000, looks to the matrix of a scaling: logarithms, zero where it says nothing. */
export function logPosterior(posterior: readonly number[], into: Float64Array): void {
  for (let k = 0; k < posterior.length; k++) {
    const share = Math.max(posterior[k]! / basisPointsPerUnit, leastPosterior);
    into[k] = Math.log(share * posterior.length);
  }
}

/** Likelihoods of the families, up to a factor. Those that the scaling has not learned keep their posterior; the
 *  others share what these leave. */
export function scaledLikelihoods(
  posterior: readonly number[],
  { learned, weights, bias }: ShareScaling,
): Float64Array {
  const size = posterior.length;
  const logs = new Float64Array(size);
  logPosterior(posterior, logs);
  const logits = Float64Array.from(learned, (k) => {
    let sum = logs[k]! + bias[k]!;
    for (let j = 0; j < size; j++) sum += logs[j]! * weights[j * size + k]!;
    return sum;
  });
  softmax(logits);
  const likelihoods = Float64Array.from(posterior, (points) => points / basisPointsPerUnit);
  const left = learned.reduce((sum, k) => sum + likelihoods[k]!, 0);
  learned.forEach((k, at) => (likelihoods[k] = left * logits[at]!));
  return likelihoods;
}
