/**
 * Protocol F: authors that the weights have never seen. Each named family in turn is left out of training,
 * and whatever its texts are then called is wrong. And parts of all models are left out, whose families
 * still have others: as when a vendor brings out the next one.
 */

import { untypicalBelow } from '../../protocol/words.ts';
import { familyProbabilities } from '../engine/calibrate.ts';
import { callsMatch } from '../engine/decide.ts';
import { argmax, toBasisPoints } from '../engine/numbers.ts';
import type { Calibration } from '../engine/profile.ts';
import { typicalityIn } from '../engine/typicality.ts';
import { foldOf, type LabelledSample } from './corpus.ts';
import type { HeldOutText } from './fit-calibration.ts';
import { fitGroups } from './held-out.ts';
import { namedCount } from './families.ts';
import { modelName, shippedFamilies as families } from './select-samples.ts';

export interface LeftOutFamily {
  readonly family: string;
  readonly texts: number;
  readonly matches: number;
  /** Texts that are untypical of the family that comes first. */
  readonly untypical: number;
  /** What its texts look most like, and how often. */
  readonly nearest: string;
  readonly nearestShare: number;
}

export interface LeftOutModels {
  readonly models: number;
  readonly texts: number;
  /** How many have their family first. */
  readonly right: number;
  readonly matches: number;
  readonly rightMatches: number;
}

const named = families.slice(0, namedCount(families));

/** All models are left out once, one in so many at a time. */
const modelFolds = 4;

export async function leaveFamiliesOut(
  samples: readonly LabelledSample[],
  calibration: Calibration,
): Promise<LeftOutFamily[]> {
  const groups = samples.map(({ family }) => named.indexOf(family));
  const { texts } = await fitGroups(samples, families, groups, null);
  return named.map((family) => {
    const called = texts
      .filter((text) => text.family === families.indexOf(family))
      .map((text) => judge(text, calibration));
    const counts = Map.groupBy(called, ({ nearest }) => nearest);
    const [nearest, most] = [...counts].sort((a, b) => b[1].length - a[1].length)[0]!;
    return {
      family,
      texts: called.length,
      matches: called.filter(({ isMatch }) => isMatch).length,
      untypical: called.filter(({ typicality }) => (typicality ?? 1) < untypicalBelow).length,
      nearest: families[nearest]!,
      nearestShare: most.length / called.length,
    };
  });
}

export async function leaveModelsOut(
  samples: readonly LabelledSample[],
  calibration: Calibration,
): Promise<LeftOutModels> {
  // A model is left out of all sources at once, however they spell it.
  const groups = samples.map(({ family, model }) =>
    named.includes(family) ? foldOf(modelName(model), modelFolds) : -1,
  );
  const { texts } = await fitGroups(samples, families, groups, null);
  const leftOut = texts.filter((_, i) => groups[i]! >= 0);
  const called = leftOut.map((text) => judge(text, calibration));
  const isRight = (i: number): boolean => called[i]!.nearest === leftOut[i]!.family;
  const matches = [...called.keys()].filter((i) => called[i]!.isMatch);
  return {
    models: new Set(leftOut.map(({ model }) => model)).size,
    texts: leftOut.length,
    right: [...called.keys()].filter(isRight).length,
    matches: matches.length,
    rightMatches: matches.filter(isRight).length,
  };
}

/** `nearest`: index of the family that comes first. */
function judge(
  { experts, chars }: HeldOutText,
  calibration: Calibration,
): { nearest: number; isMatch: boolean; typicality: number | null } {
  const posterior = toBasisPoints(familyProbabilities(calibration, experts, chars));
  const isMatch = callsMatch({ families, calibration }, experts, posterior, chars);
  const nearest = argmax(posterior);
  const typicality = typicalityIn(calibration, experts, nearest, chars);
  return { nearest, isMatch, typicality };
}
