/** What each expert is worth on unseen sources: alone, and by its absence. */

import { sumOfExperts } from '../engine/calibrate.ts';
import { argmax } from '../engine/numbers.ts';
import { expertNames } from '../engine/profile.ts';
import type { HeldOutText } from './fit-calibration.ts';
import { groupAccuracy } from './group-accuracy.ts';
import { mean } from './mean.ts';
import { namedFamilies } from './select-samples.ts';

export interface Ablation {
  readonly experts: string;
  /** Means over the sources that have named families: single texts, groups of 50. */
  readonly family: number;
  readonly familyOf50: number;
}

/** `texts`: each judged by weights that never saw its source. `weights`: of the experts, in order. */
export function ablateExperts(
  texts: readonly HeldOutText[],
  weights: readonly number[],
): Ablation[] {
  const named = texts.filter(({ family }) => family < namedFamilies.length);
  const bySource = [...Map.groupBy(named, ({ source }) => source).values()];
  const measure = (experts: string, expertWeights: readonly number[]): Ablation => {
    const perSource = bySource.map((own) => {
      const scored = own.map((text) => {
        const scores = sumOfExperts({ expertWeights }, text.experts);
        return { label: text.family, scores: scores.subarray(0, namedFamilies.length) };
      });
      const right = scored.filter(({ label, scores }) => argmax(scores) === label).length;
      const familyOf50 = groupAccuracy(scored, 50, namedFamilies.length);
      return { family: right / scored.length, familyOf50 };
    });
    return {
      experts,
      family: mean(perSource.map(({ family }) => family)),
      familyOf50: mean(perSource.map(({ familyOf50 }) => familyOf50)),
    };
  };
  return [
    measure('all', weights),
    ...expertNames.map((name, own) =>
      measure(
        `without ${name}`,
        weights.map((weight, e) => (e === own ? 0 : weight)),
      ),
    ),
    ...expertNames.map((name, own) =>
      measure(
        `${name} alone`,
        weights.map((_, e) => (e === own ? 1 : 0)),
      ),
    ),
  ];
}
