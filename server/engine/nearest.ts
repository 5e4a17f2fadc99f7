/**
 * The families that come first, side by side: which kinds of evidence speak for which of them.
 * Spans (explain.ts) weigh two families against each other; here every expert is measured from one
 * zero, its mean over all families, so that families and experts can be compared.
 */

import { sharpnessOf, type Stack, sumOfExperts } from './calibrate.ts';
import type { NearFamily } from './judgement.ts';
import { basisPointsPerUnit } from './numbers.ts';
import type { ExpertName } from './profile.ts';

/** The called family and two to mistake it for: as many columns as a panel has room for. */
const familiesCompared = 3;

interface ProfileParts {
  readonly families: readonly string[];
  readonly experts: readonly { readonly name: ExpertName }[];
  readonly calibration: Stack;
}

/**
 * Most probable first. `logits`: one per family from each expert, of a text of `chars` UTF-16 units;
 * `posterior`: what became of them. Bits are (logit − the expert's mean logit over all families) ×
 * expert weight × sharpness / ln 2. So the difference of two families' sums is that of their calibrated
 * logits in bits, but for the doubt and the biases of the background classes, which no expert speaks for.
 */
export function nearestFamilies(
  { families, experts, calibration }: ProfileParts,
  logits: readonly ArrayLike<number>[],
  posterior: readonly number[],
  chars: number,
): NearFamily[] {
  const sharpness = sharpnessOf(calibration, sumOfExperts(calibration, logits), chars);
  const means = logits.map(meanOf);
  return byProbability(posterior)
    .slice(0, familiesCompared)
    .map((family) => {
      const parts = experts.map(({ name }, e) => {
        const bitsPerLogit = (sharpness * calibration.expertWeights[e]!) / Math.LN2;
        return { expert: name, bits: (logits[e]![family]! - means[e]!) * bitsPerLogit };
      });
      return {
        family: families[family]!,
        probability: posterior[family]! / basisPointsPerUnit,
        experts: parts,
        bits: parts.reduce((sum, { bits }) => sum + bits, 0),
      };
    });
}

/** Indices of families, most probable first; of equals, the first. */
export function byProbability(posterior: readonly number[]): number[] {
  return [...posterior.keys()].sort((a, b) => posterior[b]! - posterior[a]! || a - b);
}

function meanOf(values: ArrayLike<number>): number {
  let sum = 0;
  for (let k = 0; k < values.length; k++) sum += values[k]!;
  return sum / values.length;
}
