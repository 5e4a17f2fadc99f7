/** Accuracy of many texts judged together: what a file of one author would be called. */

import { argmax } from '../engine/numbers.ts';
import { createRandom } from '../engine/random.ts';
import { mean } from './mean.ts';

/** A text's scores, one per class (log-probabilities or logits, added up within a group). */
export interface ScoredText {
  readonly label: number;
  readonly scores: ArrayLike<number>;
}

const drawsPerLabel = 50;

/**
 * Share of groups named rightly, averaged over labels: groups of `size` texts of one label, drawn
 * with replacement, 50 per label, scores summed. The first `classes` scores compete.
 */
export function groupAccuracy(texts: readonly ScoredText[], size: number, classes: number): number {
  const random = createRandom(3);
  const accuracies = [...Map.groupBy(texts, (text) => text.label)].map(([label, own]) => {
    let right = 0;
    for (let draw = 0; draw < drawsPerLabel; draw++) {
      const sums = new Float64Array(classes);
      for (let i = 0; i < size; i++) {
        const { scores } = own[random.below(own.length)]!;
        for (let k = 0; k < classes; k++) sums[k]! += scores[k]!;
      }
      if (argmax(sums) === label) right++;
    }
    return right / drawsPerLabel;
  });
  return mean(accuracies);
}
