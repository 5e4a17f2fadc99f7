/**
 * The scaling by which the shares of a file are the likeliest, and how far these can be trusted: the texts of
 * one part of the prompts after the other are mixed, and the shares estimated by a scaling without that part.
 */

import { otherFamily } from '../engine/decide.ts';
import { likeliestShares, scaledLikelihoods } from '../engine/label-shift.ts';
import type { Calibration, ShareErrors, ShareScaling } from '../engine/profile.ts';
import { createRandom } from '../engine/random.ts';
import type { UnseenText } from './calibrate-unseen.ts';
import {
  coverageOf,
  drawShares,
  errorOf,
  type MixtureFit,
  nullOf,
  shareErrorsOf,
  teacherCounts,
  type Trial,
} from './fit-mixture.ts';
import { fitShareScaling } from './fit-share-scaling.ts';
import { mean } from './mean.ts';

const mixturesPerCount = 12;
const seed = 17;

export interface LikelyMixtureFit
  extends
    Pick<MixtureFit, 'shareErrors' | 'unexplainedNull' | 'shareError' | 'shareCoverage'>,
    Required<Pick<Calibration, 'shareScaling'>> {}

/** `source` of a text: the part of the prompts that it was held out with. */
export function fitLikelyMixture(
  texts: readonly UnseenText[],
  families: readonly string[],
): LikelyMixtureFit {
  const size = families.length;
  const parts = [...Map.groupBy(texts, ({ source }) => source).values()];
  const byPart = parts.map((own, part) =>
    tryPart(own, part, fitShareScaling(parts.filter((other) => other !== own).flat(), size)),
  );
  const trials = byPart.flat();
  return {
    shareScaling: fitShareScaling(texts, size),
    shareErrors: ofAllParts(shareErrorsOf(trials), parts.length),
    unexplainedNull: nullOf(trials, families.indexOf(otherFamily)),
    shareError: mean(trials.map(errorOf)),
    shareCoverage: mean(
      byPart.map((own) =>
        own.length === 0
          ? null
          : coverageOf(own, shareErrorsOf(trials.filter((trial) => !own.includes(trial)))),
      ),
    ),
  };
}

function tryPart(own: readonly UnseenText[], part: number, scaling: ShareScaling): Trial[] {
  const size = scaling.bias.length;
  const counts = new Float64Array(size);
  for (const { family } of own) counts[family]!++;
  const known = Int32Array.from(counts.keys()).filter((family) => counts[family]! > 0);
  if (known.length < 2) return [];
  const likelihoods = new Float64Array(own.length * size);
  own.forEach(({ posterior }, i) => {
    likelihoods.set(scaledLikelihoods(posterior, scaling), i * size);
  });
  const random = createRandom(seed);
  return teacherCounts.flatMap((teachers) =>
    Array.from({ length: mixturesPerCount }, () => {
      const truth = drawShares(known, teachers, size, random);
      const weights = Float64Array.from(own, ({ family }) => truth[family]! / counts[family]!);
      return { source: part, truth, estimate: likeliestShares(likelihoods, weights, size) };
    }),
  );
}

/**
 * The error of a part is the chance of which texts it has, and of those that the scaling was fitted to. A file
 * meets a scaling that was fitted to all of them, and the chance of its own texts is allowed for by itself: with P parts, what is
 * left of the variance 1 + 1/(P - 1) is 1/P.
 */
function ofAllParts({ bounds, below, above }: ShareErrors, parts: number): ShareErrors {
  const factor = Math.sqrt(parts - 1) / parts;
  return {
    bounds,
    below: below.map((error) => error * factor),
    above: above.map((error) => error * factor),
  };
}
