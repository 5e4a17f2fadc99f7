/**
 * Protocol G: files of which it is known how much of them each family wrote, and what is estimated. One
 * family has a share of the file, the others have equal parts of the rest; each family is the one in turn.
 */

import type { Analyzer } from '../engine/analyzer.ts';
import { estimateLikelyMixture, type JudgedText } from '../engine/likely-mixture.ts';
import {
  addToMixture,
  emptyMixtureSums,
  estimateMixture,
  type Mixture,
} from '../engine/mixture.ts';
import type { Profile } from '../engine/profile.ts';
import { createRandom, type Random } from '../engine/random.ts';
import type { LabelledSample } from './corpus.ts';
import { mean } from './mean.ts';
import { promptsOf } from './recipe.ts';

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

/** Those that are long enough to be judged. */
export function judgedPool(
  analyzer: Pick<Analyzer, 'judge'>,
  texts: readonly LabelledSample[],
): PooledText[] {
  const prompts = promptsOf(texts);
  return texts.flatMap(({ family, text }, i) => {
    const { posterior } = analyzer.judge(text);
    return posterior.length === 0 ? [] : [{ family, posterior, prompt: prompts[i]! }];
  });
}

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
        const file = drawFile(byFamily, { family, truth, texts }, random);
        return tried(profile, file, family, byFamily);
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
  byFamily: ReadonlyMap<string, readonly PooledText[]>,
  { family, truth, texts }: FileOrder,
  random: Random,
): PooledText[] {
  const names = [...byFamily.keys()];
  const others = names.filter((name) => name !== family);
  const own = Math.round(truth * texts);
  return Array.from({ length: texts }, (_, i) => {
    const author = i < own ? family : others[i % others.length]!;
    const choices = byFamily.get(author)!;
    return choices[random.below(choices.length)]!;
  });
}

function tried(
  profile: Profile,
  file: readonly PooledText[],
  family: string,
  named: ReadonlyMap<string, unknown>,
): ShareTrial {
  const truthOf = (name: string): number =>
    file.filter((text) => text.family === name).length / file.length;
  const shares = mixtureOf(profile, file).shares.filter((share) => named.has(share.family));
  const own = shares.find((share) => share.family === family)!;
  const covered = shares.filter(({ low, high, family: name }) => {
    const truth = truthOf(name);
    return low <= truth && truth <= high;
  });
  return {
    family,
    truth: truthOf(family),
    estimate: own.share,
    covered: covered.length,
    shares: shares.length,
    width: own.high - own.low,
  };
}

/** As an audit of the file estimates it. */
function mixtureOf(profile: Profile, file: readonly PooledText[]): Mixture {
  const { shareScaling } = profile.calibration;
  if (shareScaling !== undefined) {
    const texts = file.map(({ posterior, prompt }): JudgedText => ({
      posterior,
      cluster: prompt,
      times: 1,
    }));
    return estimateLikelyMixture(texts, profile, shareScaling, 1);
  }
  const sums = emptyMixtureSums(profile);
  for (const { posterior, prompt } of file) addToMixture(sums, posterior, prompt);
  return estimateMixture(sums, profile, 1);
}
