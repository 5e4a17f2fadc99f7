/**
 * What a profile knows of its own errors, from texts of sources that neither the weights nor the
 * stack on top of them have seen.
 */

import { familyProbabilities } from '../engine/calibrate.ts';
import { callsMatch, otherFamily } from '../engine/decide.ts';
import { argmax, basisPointsPerUnit, toBasisPoints } from '../engine/numbers.ts';
import { rateOf } from './rate.ts';
import { fitStack, type HeldOutText, lengthBounds } from './fit-calibration.ts';

export interface UnseenText extends HeldOutText {
  /** Probabilities in 1/10,000, by a stack that never saw the source. */
  readonly posterior: readonly number[];
}

/** Leaves out one source after the other: its texts are judged by a stack fitted on the rest. */
export function crossFit(texts: readonly HeldOutText[], families: readonly string[]): UnseenText[] {
  return [...new Set(texts.map((text) => text.source))].flatMap((source) => {
    const stack = fitStack(
      texts.filter((text) => text.source !== source),
      families,
    );
    return texts
      .filter((text) => text.source === source)
      .map((text) => ({
        ...text,
        posterior: toBasisPoints(familyProbabilities(stack, text.experts, text.chars)),
      }));
  });
}

/** Verdict `match` at a threshold that is the same for all lengths. */
export function isMatchAt(
  text: UnseenText,
  families: readonly string[],
  threshold: number,
): boolean {
  const matchThreshold = new Array<number>(lengthBounds.length + 1).fill(threshold);
  const profile = { families, calibration: { lengthBounds, matchThreshold } };
  return callsMatch(profile, text.experts, text.posterior, text.chars);
}

export interface Precision {
  right: number;
  calls: number;
}

export function precisionAt(
  texts: readonly UnseenText[],
  families: readonly string[],
  threshold: number,
): Precision {
  const called = texts.filter((text) => isMatchAt(text, families, threshold));
  const right = called.filter((text) => argmax(text.posterior) === text.family).length;
  return { right, calls: called.length };
}

const promisedPrecision = 0.95;
const thresholds = [0.85, 0.87, 0.89, 0.9, 0.91, 0.92, 0.93, 0.94];

/**
 * The least threshold at which the promise was kept, and above which no larger one is measurably below
 * it: precision must hold from there on, not by luck at one place. 1 if there is none.
 */
export function chooseThreshold(texts: readonly UnseenText[], families: readonly string[]): number {
  const measured = thresholds.map((threshold) => precisionAt(texts, families, threshold));
  const index = measured.findIndex(
    ({ right, calls }, from) =>
      calls > 0 &&
      right >= promisedPrecision * calls &&
      measured
        .slice(from)
        .every((above) => rateOf(above.right, above.calls).high >= promisedPrecision),
  );
  return thresholds[index] ?? 1;
}

/** How many texts gave a family that was not theirs at least each probability in 1/10,000. */
export function nullTail(texts: readonly UnseenText[], families: readonly string[]): Uint32Array {
  const other = families.indexOf(otherFamily);
  const tail = new Uint32Array(basisPointsPerUnit + 1);
  for (const { posterior, family } of texts) {
    const wrong = posterior.map((points, k) => (k === family || k === other ? 0 : points));
    tail[Math.max(...wrong)]!++;
  }
  for (let points = basisPointsPerUnit - 1; points >= 0; points--)
    tail[points]! += tail[points + 1]!;
  return tail;
}
