/** What each expert is worth on unseen sources: by itself, and to the others. */

import { sumOfExperts } from '../engine/calibrate.ts';
import { argmax } from '../engine/numbers.ts';
import { type ExpertName, expertNames } from '../engine/profile.ts';
import { expertWeights, type HeldOutText } from './fit-calibration.ts';
import { mean } from './mean.ts';

export interface ExpertFigures {
  readonly expert: ExpertName;
  /** Shares of texts of named families whose family comes first, means over sources. */
  readonly alone: number;
  readonly withoutIt: number;
}

/** `named`: how many of the families are no background. */
export function expertFigures(texts: readonly HeldOutText[], named: number): ExpertFigures[] {
  const bySource = [
    ...Map.groupBy(
      texts.filter(({ family }) => family < named),
      ({ source }) => source,
    ).values(),
  ];
  const rightBy = (weights: readonly number[]): number =>
    mean(
      bySource.map(
        (own) => own.filter((text) => isRight(text, weights, named)).length / own.length,
      ),
    );
  return expertNames.map((expert, e) => ({
    expert,
    alone: rightBy(expertWeights.map((weight, i) => (i === e ? weight : 0))),
    withoutIt: rightBy(expertWeights.map((weight, i) => (i === e ? 0 : weight))),
  }));
}

function isRight(
  { experts, family }: HeldOutText,
  weights: readonly number[],
  named: number,
): boolean {
  const sums = sumOfExperts({ expertWeights: weights }, experts);
  return argmax(sums.subarray(0, named)) === family;
}
