/** Who wrote how much of a file, or of all files of a run: by the method that the profile is made for. */

import { estimateLikelyMixture } from '../engine/likely-mixture.ts';
import { estimateMixture, type Mixture, type MixtureSums } from '../engine/mixture.ts';
import type { Profile } from '../engine/profile.ts';
import type { PosteriorSample } from './posterior-sample.ts';

export function sharesOfFile(
  { mixture, posteriors }: { mixture: MixtureSums; posteriors: PosteriorSample },
  profile: Profile,
  seed: number,
): Mixture {
  const { shareScaling } = profile.calibration;
  return shareScaling === undefined
    ? estimateMixture(mixture, profile, seed)
    : estimateLikelyMixture(posteriors.texts(), profile, shareScaling, seed);
}
