/**
 * Protocol F: texts of a family that the weights have never seen. Each named family in turn is left
 * out of training; whatever its texts are then called is wrong.
 */

import { familyProbabilities } from '../engine/calibrate.ts';
import { callsMatch } from '../engine/decide.ts';
import { argmax, toBasisPoints } from '../engine/numbers.ts';
import type { Calibration } from '../engine/profile.ts';
import type { LabelledSample } from './corpus.ts';
import { fitGroups } from './held-out.ts';
import { families, familyIndex, namedFamilies } from './select-samples.ts';

export interface LeftOutFamily {
  readonly family: string;
  readonly texts: number;
  readonly matches: number;
  /** What its texts look most like, and how often. */
  readonly nearest: string;
  readonly nearestShare: number;
}

/** `calibration`: fitted with all families, as the one that ships. */
export async function evaluateOpenSet(
  samples: readonly LabelledSample[],
  calibration: Omit<Calibration, 'nullTail' | 'confusion'>,
): Promise<LeftOutFamily[]> {
  const groups = samples.map(({ family }) => namedFamilies.indexOf(family));
  const { texts } = await fitGroups(samples, groups, null);
  return namedFamilies.map((family) => {
    const own = texts.filter((text) => text.family === familyIndex(family));
    const called = own.map(({ experts, chars }) => {
      const posterior = toBasisPoints(familyProbabilities(calibration, experts, chars));
      const isMatch = callsMatch({ families, calibration }, experts, posterior, chars);
      return { nearest: families[argmax(posterior)]!, isMatch };
    });
    const counts = Map.groupBy(called, ({ nearest }) => nearest);
    const [nearest, most] = [...counts].sort((a, b) => b[1].length - a[1].length)[0]!;
    return {
      family,
      texts: own.length,
      matches: called.filter(({ isMatch }) => isMatch).length,
      nearest,
      nearestShare: most.length / own.length,
    };
  });
}
