/** What the calibration sources are made of, and how far from each other they are. */

import { distanceOf, type Textures, traits } from '../engine/texture.ts';
import type { HeldOutText } from './fit-calibration.ts';
import { mean } from './mean.ts';

/** Sources may be nearly the same, and files as near as this still are of the same kind. */
const leastLimit = 0.5;
/** Of a trait that never varies. */
const leastSpread = 1;

/**
 * The limit is the largest distance of a source from its nearest other one: that far from everything that
 * the weights saw lay the sources on which error rates were measured.
 */
export function fitTextures(texts: readonly HeldOutText[]): Textures {
  const bySource = [...Map.groupBy(texts, ({ source }) => source)];
  const sources = bySource.map(([name, own]) => ({ name, means: traitsOf(own, meanOf) }));
  const deviations = bySource.map(([, own]) => traitsOf(own, deviationOf));
  const spread = traits.map((_, k) =>
    Math.max(leastSpread, mean(deviations.map((source) => source[k]!))),
  );
  const distances = distancesOf({ sources, spread }).filter((distance) => distance !== null);
  return { sources, spread, limit: Math.max(leastLimit, ...distances) };
}

/** Of each source from its nearest other one, in their order; null for one that is alone. */
export function distancesOf({
  sources,
  spread,
}: Pick<Textures, 'sources' | 'spread'>): (number | null)[] {
  return sources.map(({ means }, i) => {
    const others = sources.filter((_, j) => j !== i);
    const distances = others.map((other) => distanceOf(means, other.means, spread));
    return distances.length === 0 ? null : Math.min(...distances);
  });
}

function traitsOf(
  texts: readonly HeldOutText[],
  measure: (values: readonly number[]) => number,
): number[] {
  return traits.map((_, k) => measure(texts.map(({ texture }) => texture[k]!)));
}

function meanOf(values: readonly number[]): number {
  return Math.round(mean(values));
}

function deviationOf(values: readonly number[]): number {
  const center = mean(values);
  return Math.sqrt(mean(values.map((value) => (value - center) ** 2)));
}
