/** How posteriors of each family look on unseen sources: what the mixture of a file is solved with. */

import { basisPointsPerUnit } from '../engine/numbers.ts';
import type { UnseenText } from './calibrate-unseen.ts';

/** Per true family the mean posterior of its texts; null for families without any. */
export type MeanPosteriors = readonly (Float64Array | null)[];

/** Of one source. */
export function meanPosteriors(texts: readonly UnseenText[], size: number): MeanPosteriors {
  return Array.from({ length: size }, (_, family) => {
    const own = texts.filter((text) => text.family === family);
    if (own.length === 0) return null;
    const mean = new Float64Array(size);
    for (const { posterior } of own) {
      posterior.forEach((points, k) => (mean[k]! += points / basisPointsPerUnit / own.length));
    }
    return mean;
  });
}

/**
 * Mean posteriors (columns) of each family's texts (rows), each source counting once; row-major. A
 * family that none of the sources has gets the row of `fallback`, and without that, one of its own.
 */
export function confusionMatrix(
  sources: readonly MeanPosteriors[],
  size: number,
  fallback: Float64Array | null,
): Float64Array {
  const matrix = new Float64Array(size * size);
  for (let family = 0; family < size; family++) {
    const rows = sources.flatMap((means) => means[family] ?? []);
    const own = matrix.subarray(family * size, (family + 1) * size);
    if (rows.length === 0) {
      if (fallback === null) own[family] = 1;
      else own.set(fallback.subarray(family * size, (family + 1) * size));
    }
    for (const row of rows) row.forEach((share, k) => (own[k]! += share / rows.length));
  }
  return matrix;
}
