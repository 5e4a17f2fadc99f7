/**
 * How far shares of a file can be trusted: the families of one left-out source after the other are
 * mixed, and the shares estimated without that source. What comes out wrong there is what the
 * intervals allow for, since a user's file is a left-out source.
 */

import { otherFamily } from '../engine/decide.ts';
import { errorsAt } from '../engine/mixture.ts';
import type { Calibration, ShareErrors } from '../engine/profile.ts';
import { createRandom, type Random } from '../engine/random.ts';
import { nearestMixture } from '../engine/simplex.ts';
import type { UnseenText } from './calibrate-unseen.ts';
import { confusionMatrix, type MeanPosteriors, meanPosteriors } from './confusion.ts';
import { mean } from './mean.ts';

const shrinkages = [0.003, 0.01, 0.03, 0.1, 0.3, 1];
/** Files have one teacher, or a few, or all that there are. */
export const teacherCounts = [1, 2, 3, 5, Infinity];
const mixturesPerCount = 40;
const seed = 17;
/** Upper bounds of the bins of estimated shares, all but the last. */
const shareBounds = [0.02, 0.05, 0.1, 0.2, 0.4];
/** The interval leaves out this much on either side. */
const tail = 0.025;
const nullSteps = 100;

export interface MixtureFit extends Pick<
  Calibration,
  'mixtureShrinkage' | 'shareErrors' | 'unexplainedNull'
> {
  readonly confusion: Float64Array;
  /** Mean absolute error of a share. */
  readonly shareError: number;
  /** Shares within an interval that was made without their source. */
  readonly shareCoverage: number;
}

/** A mixture of a left-out source's families, and what was estimated. */
export interface Trial {
  readonly source: number;
  readonly truth: Float64Array;
  readonly estimate: Float64Array;
}

export function fitMixture(texts: readonly UnseenText[], families: readonly string[]): MixtureFit {
  const size = families.length;
  const bySource = [...Map.groupBy(texts, ({ source }) => source).values()];
  const sources = bySource.map((own) => meanPosteriors(own, size));
  const confusion = confusionMatrix(sources, size, null);
  const perShrinkage = shrinkages.map((shrinkage) => tryMixtures(sources, confusion, shrinkage));
  const chosen = smoothestAsGood(perShrinkage);
  const trials = perShrinkage[chosen]!;
  return {
    confusion,
    mixtureShrinkage: shrinkages[chosen]!,
    shareErrors: shareErrorsOf(trials),
    unexplainedNull: nullOf(trials, families.indexOf(otherFamily)),
    shareError: mean(trials.map(errorOf)),
    shareCoverage: mean(
      sources.map((_, source) => {
        const own = trials.filter((trial) => trial.source === source);
        const others = trials.filter((trial) => trial.source !== source);
        return own.length === 0 ? null : coverageOf(own, shareErrorsOf(others));
      }),
    ),
  };
}

function tryMixtures(
  sources: readonly MeanPosteriors[],
  whole: Float64Array,
  shrinkage: number,
): Trial[] {
  const size = Math.sqrt(whole.length);
  const random = createRandom(seed);
  return sources.flatMap((own, source) => {
    const known = Int32Array.from(own.keys()).filter((family) => own[family] !== null);
    // People alone, or one family alone, are no mixture.
    if (known.length < 2) return [];
    const rest = confusionMatrix(
      sources.filter((_, other) => other !== source),
      size,
      whole,
    );
    return teacherCounts.flatMap((teachers) =>
      Array.from({ length: mixturesPerCount }, () => {
        const truth = drawShares(known, teachers, size, random);
        const estimate = nearestMixture(rest, mix(own, truth), shrinkage);
        return { source, truth, estimate };
      }),
    );
  });
}

/** The strongest shrinkage whose error is within one standard error of the least (Breiman et al. 1984,
 *  section 3.4.3): with few sources, the least error alone is chance, and weak shrinkage is erratic. */
function smoothestAsGood(perShrinkage: readonly (readonly Trial[])[]): number {
  const errors = perShrinkage.map((trials) =>
    [...Map.groupBy(trials, ({ source }) => source).values()].map((own) => mean(own.map(errorOf))),
  );
  const means = errors.map(mean);
  const least = means.indexOf(Math.min(...means));
  const bySource = errors[least]!;
  const variance = mean(bySource.map((error) => (error - means[least]!) ** 2));
  const standardError = Math.sqrt(variance / Math.max(1, bySource.length - 1));
  return means.findLastIndex((error) => error <= means[least]! + standardError);
}

/** Shares of so many of the families, all equally likely. */
export function drawShares(
  known: Int32Array,
  teachers: number,
  size: number,
  random: Random,
): Float64Array {
  const order = known.slice();
  random.shuffle(order);
  const shares = new Float64Array(size);
  for (const family of order.subarray(0, teachers)) shares[family] = -Math.log(1 - random.next());
  const total = shares.reduce((sum, share) => sum + share, 0);
  return shares.map((share) => share / total);
}

function mix(rows: MeanPosteriors, shares: Float64Array): Float64Array {
  const mixed = new Float64Array(shares.length);
  rows.forEach((row, family) => row?.forEach((value, k) => (mixed[k]! += value * shares[family]!)));
  return mixed;
}

export function errorOf({ truth, estimate }: Trial): number {
  return mean(Array.from(estimate, (share, k) => Math.abs(share - truth[k]!)));
}

/** Per bin of the estimate, how far the truth is below it and above it in all but the tails. */
export function shareErrorsOf(trials: readonly Trial[]): ShareErrors {
  const bins = Array.from({ length: shareBounds.length + 1 }, (): number[] => []);
  for (const { truth, estimate } of trials) {
    estimate.forEach((share, k) => {
      const bin = shareBounds.findIndex((bound) => share < bound);
      bins.at(bin)!.push(truth[k]! - share);
    });
  }
  const sorted = bins.map((errors) => errors.sort((a, b) => a - b));
  return {
    bounds: shareBounds,
    below: sorted.map((errors) => Math.max(0, -quantile(errors, tail))),
    above: sorted.map((errors) => Math.max(0, quantile(errors, 1 - tail))),
  };
}

export function coverageOf(trials: readonly Trial[], errors: ShareErrors): number {
  return mean(
    trials.flatMap(({ truth, estimate }) =>
      Array.from(estimate, (share, k) => {
        const { below, above } = errorsAt(errors, share);
        return truth[k]! >= share - below && truth[k]! <= share + above ? 1 : 0;
      }),
    ),
  );
}

/** What share of `other` is estimated where there is none: quantiles, ascending. */
export function nullOf(trials: readonly Trial[], other: number): number[] {
  const estimates = trials
    .filter(({ truth }) => truth[other] === 0)
    .map(({ estimate }) => estimate[other]!)
    .sort((a, b) => a - b);
  return Array.from({ length: nullSteps + 1 }, (_, step) => quantile(estimates, step / nullSteps));
}

/** 0 of nothing. */
function quantile(sorted: readonly number[], q: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(q * sorted.length))] ?? 0;
}
