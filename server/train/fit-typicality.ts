/** Scores of calibration texts, against which texts are compared to tell whether they are typical. */

import { binOf, sumOfExperts } from '../engine/calibrate.ts';
import { partIn, type TypicalScores, typicalScore } from '../engine/typicality.ts';
import { expertWeights, type HeldOutText, lengthBounds } from './fit-calibration.ts';

/** A p-value of 0.05 needs twenty; half of them more, so that one text more or less changes little. */
const fewestScores = 30;

/** A length bin with too few texts of a family is given those of all its lengths. */
export function fitTypicality(
  texts: readonly HeldOutText[],
  families: readonly string[],
): TypicalScores {
  const bins = lengthBounds.length + 1;
  const parts = families.flatMap((_, family) => {
    const own = texts.filter((text) => text.family === family);
    const binned = Array.from({ length: bins }, (_, bin) =>
      own.filter(({ chars }) => binOf(lengthBounds, chars) === bin),
    );
    return binned
      .map((some) => (some.length < fewestScores ? own : some))
      .map((some) => (some.length < fewestScores ? [] : sortedScores(some)));
  });
  let end = 0;
  return {
    ends: Uint32Array.from(parts, ({ length }) => (end += length)),
    scores: Float32Array.from(parts.flatMap((scores) => [...scores])),
  };
}

function sortedScores(texts: readonly HeldOutText[]): Float32Array {
  return Float32Array.from(texts, scoreOf).sort();
}

/** Part of the scores that a text of its family is compared with. */
export function partOf({ family, chars }: HeldOutText): number {
  return partIn(lengthBounds, family, chars);
}

/** Of a text's own family. */
export function scoreOf({ experts, family }: HeldOutText): number {
  return typicalScore(sumOfExperts({ expertWeights }, experts), family);
}
