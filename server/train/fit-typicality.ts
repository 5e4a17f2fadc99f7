/** Scores of calibration texts, against which texts are compared to tell whether they are typical. */

import { untypicalBelow } from '../../protocol/words.ts';
import { binOf, sumOfExperts } from '../engine/calibrate.ts';
import { argmax } from '../engine/numbers.ts';
import { type TypicalScores, typicalityIn, typicalScore } from '../engine/typicality.ts';
import type { UnseenText } from './calibrate-unseen.ts';
import { expertWeights, lengthBounds } from './fit-calibration.ts';

/** A p-value of 0.05 needs twenty; half of them more, so that one text more or less changes little. */
const fewestScores = 30;

/**
 * Scores of texts whose own family came first: a text that is said to be closest to a family is compared
 * with those that were, and rightly so. Compared with all of its texts it would never be untypical, since
 * the family that comes first stands out by its very choice. A length bin with too few texts of a family is
 * given those of all its lengths.
 */
export function fitTypicality(
  texts: readonly UnseenText[],
  families: readonly string[],
): TypicalScores {
  const bins = lengthBounds.length + 1;
  const parts = families.flatMap((_, family) => {
    const own = texts.filter((text) => text.family === family && isRight(text));
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

function sortedScores(texts: readonly UnseenText[]): Float32Array {
  return Float32Array.from(texts, scoreOf).sort();
}

/** Whether its own family comes first. */
export function isRight({ posterior, family }: UnseenText): boolean {
  return argmax(posterior) === family;
}

/** Of the family that comes first. */
function scoreOf({ experts, posterior }: UnseenText): number {
  return typicalScore(sumOfExperts({ expertWeights }, experts), argmax(posterior));
}

/** Null if nobody knows. */
export function isUntypical(
  typicalScores: TypicalScores,
  { experts, posterior, chars }: UnseenText,
): boolean | null {
  const calibration = { expertWeights, lengthBounds, typicalScores };
  const typicality = typicalityIn(calibration, experts, argmax(posterior), chars);
  return typicality === null ? null : typicality < untypicalBelow;
}
