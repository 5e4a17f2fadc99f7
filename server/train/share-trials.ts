/**
 * Protocol G: files of which it is known how much of them each family wrote, and what is estimated. One
 * family has a share of the file, the others have equal parts of the rest; each family is the one in turn.
 */

import {
  addToMixture,
  emptyMixtureSums,
  estimateMixture,
  type MixtureSums,
} from '../engine/mixture.ts';
import type { Profile } from '../engine/profile.ts';
import { createRandom, type Random } from '../engine/random.ts';
import { mean } from './mean.ts';

/** A text that the profile has judged, and never learned from. */
export interface PooledText {
  readonly family: string;
  readonly posterior: readonly number[];
  /** Number of its prompt. */
  readonly prompt: number;
}

export interface ShareTrial {
  /** Whose share is set. */
  readonly family: string;
  readonly truth: number;
  readonly estimate: number;
  /** Of the shares of all families of the pool, how many lie within their intervals. */
  readonly covered: number;
  readonly shares: number;
  /** Width of the interval of that family's share. */
  readonly width: number;
}

export interface ShareFigures {
  /** Mean absolute error of the share that is set. */
  readonly error: number;
  readonly coverage: number;
  readonly width: number;
  readonly files: number;
}

export const shareLevels = [0, 0.01, 0.05, 0.1, 0.25, 0.5, 0.75, 1];

/** `pool`: of the named families only; texts are drawn from it with replacement. */
export function tryShares(
  profile: Profile,
  pool: readonly PooledText[],
  { texts, repeats, seed }: { texts: number; repeats: number; seed: number },
): ShareTrial[] {
  const byFamily = Map.groupBy(pool, ({ family }) => family);
  const random = createRandom(seed);
  return [...byFamily.keys()].flatMap((family) =>
    shareLevels.flatMap((truth) =>
      Array.from({ length: repeats }, () => {
        const { sums, counts } = drawFile(profile, byFamily, { family, truth, texts }, random);
        return tried(profile, sums, counts, family);
      }),
    ),
  );
}

export function shareFigures(trials: readonly ShareTrial[]): ShareFigures {
  const sum = (of: (trial: ShareTrial) => number): number =>
    trials.reduce((total, trial) => total + of(trial), 0);
  return {
    error: mean(trials.map(({ truth, estimate }) => Math.abs(estimate - truth))),
    coverage: sum(({ covered }) => covered) / sum(({ shares }) => shares),
    width: mean(trials.map(({ width }) => width)),
    files: trials.length,
  };
}

interface FileOrder {
  readonly family: string;
  readonly truth: number;
  readonly texts: number;
}

function drawFile(
  profile: Profile,
  byFamily: ReadonlyMap<string, readonly PooledText[]>,
  { family, truth, texts }: FileOrder,
  random: Random,
): { sums: MixtureSums; counts: Map<string, number> } {
  const sums = emptyMixtureSums(profile);
  const names = [...byFamily.keys()];
  const others = names.filter((name) => name !== family);
  const own = Math.round(truth * texts);
  const counts = new Map(names.map((name) => [name, 0]));
  for (let i = 0; i < texts; i++) {
    const author = i < own ? family : others[i % others.length]!;
    const choices = byFamily.get(author)!;
    const { posterior, prompt } = choices[random.below(choices.length)]!;
    addToMixture(sums, posterior, prompt);
    counts.set(author, counts.get(author)! + 1);
  }
  return { sums, counts };
}

function tried(
  profile: Profile,
  sums: MixtureSums,
  counts: ReadonlyMap<string, number>,
  family: string,
): ShareTrial {
  const estimated = estimateMixture(sums, profile, 1).shares;
  const shares = estimated.filter((share) => counts.has(share.family));
  const truthOf = (name: string): number => counts.get(name)! / sums.sampleCount;
  const own = shares.find((share) => share.family === family)!;
  const covered = shares.filter(
    (share) => share.low <= truthOf(share.family) && truthOf(share.family) <= share.high,
  );
  return {
    family,
    truth: truthOf(family),
    estimate: own.share,
    covered: covered.length,
    shares: shares.length,
    width: own.high - own.low,
  };
}
