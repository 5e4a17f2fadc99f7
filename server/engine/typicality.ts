/**
 * How usual a text is for the family that it is closest to: a conformal p-value per family and length
 * bin (Vovk et al. 2005, section 4.5, "Mondrian"). A probability compares families with each other; this
 * compares a text with texts by the family for which it came first, too, and is low where few fit so badly.
 */

import { binOf, sumOfExperts } from './calibrate.ts';
import type { Calibration } from './profile.ts';

/** Scores of calibration texts, by weights that never saw their sources. */
export interface TypicalScores {
  /** Part p = family × bins + bin ends here in `scores`, and begins where the one before it ends. Empty
   *  parts are of families with too few texts to say anything. */
  readonly ends: Uint32Array;
  /** Ascending within a part. */
  readonly scores: Float32Array;
}

/** The part of a family's texts of this length. */
export function partIn(lengthBounds: readonly number[], family: number, chars: number): number {
  return family * (lengthBounds.length + 1) + binOf(lengthBounds, chars);
}

/** How far a family stands out among all. `sums`: weighted sums of the experts' logits. */
export function typicalScore(sums: Float64Array, family: number): number {
  let total = 0;
  for (let k = 0; k < sums.length; k++) total += sums[k]!;
  // As exact as what it is compared with.
  return Math.fround(sums[family]! - total / sums.length);
}

/** Share of those texts that stand out as little or less; null if too few are known. */
export function typicalityOf(
  { ends, scores }: TypicalScores,
  part: number,
  score: number,
): number | null {
  const from = part === 0 ? 0 : ends[part - 1]!;
  const count = ends[part]! - from;
  if (count === 0) return null;
  let low = 0;
  let high = count;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (scores[from + middle]! <= score) low = middle + 1;
    else high = middle;
  }
  return (1 + low) / (1 + count);
}

/** Of a text that is closest to a family; null if too few of its texts are known. `experts`: logits of each. */
export function typicalityIn(
  calibration: Pick<Calibration, 'expertWeights' | 'lengthBounds' | 'typicalScores'>,
  experts: readonly ArrayLike<number>[],
  family: number,
  chars: number,
): number | null {
  const score = typicalScore(sumOfExperts(calibration, experts), family);
  const part = partIn(calibration.lengthBounds, family, chars);
  return typicalityOf(calibration.typicalScores, part, score);
}
