/** A user's chosen samples → a profile's bytes and figures. Takes minutes, hence a thread of its own. */

import {
  assembleProfile,
  modelsOf,
  type ProfileFrame,
  type ProfileModel,
  wholeTask,
} from './assemble-profile.ts';
import type { UnseenFigures } from './figures.ts';
import { fitGroups } from './held-out.ts';
import type { HeldOutPlan } from './plan-held-out.ts';

export interface OwnProfileOrder extends Pick<HeldOutPlan, 'samples' | 'groups' | 'units'> {
  readonly frame: Omit<ProfileFrame, 'models'>;
}

export interface OwnProfile {
  readonly bytes: Uint8Array;
  /** Those with enough texts to be told apart. */
  readonly models: readonly ProfileModel[];
  readonly figures: UnseenFigures;
}

/** `onFitted`: weights are there, and error rates are measured next. */
export async function fitOwnProfile(
  { frame, samples, groups, units }: OwnProfileOrder,
  onFitted: () => void,
): Promise<OwnProfile> {
  const { families } = frame;
  const models = modelsOf(samples, families);
  const fit = await fitGroups(samples, families, groups, wholeTask(samples, models));
  onFitted();
  const texts = fit.texts.map((text, i) => ({ ...text, source: units[i]! }));
  return { ...assembleProfile({ ...frame, models }, { ...fit, texts }), models };
}
