/**
 * How posteriors of each family look on unseen sources: what the mixture of a file is solved with,
 * and how far that can be trusted.
 */

import { basisPointsPerUnit } from '../engine/numbers.ts';
import { createRandom, type Random } from '../engine/random.ts';
import { nearestMixture } from '../engine/simplex.ts';
import type { UnseenText } from './calibrate-unseen.ts';

const bootstraps = 20;

/** Mean posterior per true family, each source counting once: matrix 0 of all sources, the others of
 *  sources drawn with replacement. Row-major. */
export function confusionMatrices(
  texts: readonly UnseenText[],
  families: readonly string[],
): Float64Array[] {
  const sources = [...new Set(texts.map((text) => text.source))];
  const means = new Map(sources.map((source) => [source, meansOf(source, texts, families.length)]));
  const random = createRandom(13);
  const draws = Array.from({ length: bootstraps }, () =>
    sources.map(() => sources[random.below(sources.length)]!),
  );
  const whole = averageRows(sources, means, families.length, null);
  return [whole, ...draws.map((draw) => averageRows(draw, means, families.length, whole))];
}

/** Per family its mean posterior in one source, null where the source has none. */
function meansOf(
  source: string,
  texts: readonly UnseenText[],
  size: number,
): (Float64Array | null)[] {
  return Array.from({ length: size }, (_, family) => {
    const own = texts.filter((text) => text.source === source && text.family === family);
    if (own.length === 0) return null;
    const mean = new Float64Array(size);
    for (const { posterior } of own) {
      posterior.forEach((points, k) => (mean[k]! += points / basisPointsPerUnit / own.length));
    }
    return mean;
  });
}

function averageRows(
  sources: readonly string[],
  means: ReadonlyMap<string, readonly (Float64Array | null)[]>,
  size: number,
  fallback: Float64Array | null,
): Float64Array {
  const matrix = new Float64Array(size * size);
  for (let family = 0; family < size; family++) {
    const rows = sources
      .map((source) => means.get(source)?.[family] ?? null)
      .filter((row) => row !== null);
    const own = matrix.subarray(family * size, (family + 1) * size);
    if (rows.length === 0) {
      // A draw may miss every source of a family; then its row is that of all sources.
      if (fallback === null) own[family] = 1;
      else own.set(fallback.subarray(family * size, (family + 1) * size));
    }
    for (const row of rows) row.forEach((share, k) => (own[k]! += share / rows.length));
  }
  return matrix;
}

const shrinkages = [0.003, 0.01, 0.03, 0.1, 0.3, 1];
const mixturesPerSource = 20;

export interface MixtureFit {
  readonly shrinkage: number;
  /** Mean absolute error of a share, over random mixtures of the families of a left-out source. */
  readonly shareError: number;
}

/** Chooses the shrinkage by leaving out one source after the other and mixing its families. */
export function fitMixture(texts: readonly UnseenText[], families: readonly string[]): MixtureFit {
  const size = families.length;
  const sources = [...new Set(texts.map((text) => text.source))];
  const means = new Map(sources.map((source) => [source, meansOf(source, texts, size)]));
  const whole = averageRows(sources, means, size, null);
  const errors = shrinkages.map((shrinkage) => {
    const random = createRandom(17);
    const perSource = sources.flatMap((source) => {
      const rest = averageRows(
        sources.filter((other) => other !== source),
        means,
        size,
        whole,
      );
      const own = means.get(source)!;
      if (own.filter((mean) => mean !== null).length < 2) return [];
      let error = 0;
      for (let draw = 0; draw < mixturesPerSource; draw++) {
        const truth = drawMixture(own, random);
        const mixed = mix(own, truth);
        const estimate = nearestMixture(rest, mixed, shrinkage);
        error += estimate.reduce((sum, share, k) => sum + Math.abs(share - truth[k]!), 0) / size;
      }
      return [error / mixturesPerSource];
    });
    return perSource.reduce((sum, error) => sum + error, 0) / perSource.length;
  });
  const best = errors.indexOf(Math.min(...errors));
  return { shrinkage: shrinkages[best]!, shareError: errors[best]! };
}

/** Shares of the families that a source has, all mixtures equally likely. */
function drawMixture(own: readonly (Float64Array | null)[], random: Random): Float64Array {
  const shares = Float64Array.from(own, (mean) =>
    mean === null ? 0 : -Math.log(1 - random.next()),
  );
  const total = shares.reduce((sum, share) => sum + share, 0);
  return shares.map((share) => share / total);
}

function mix(rows: readonly (Float64Array | null)[], shares: Float64Array): Float64Array {
  const mixed = new Float64Array(shares.length);
  rows.forEach((row, family) => row?.forEach((value, k) => (mixed[k]! += value * shares[family]!)));
  return mixed;
}
