/** Fitted experts and held-out texts → a profile's bytes, and the figures of its card. */

import { humanFamily } from '../engine/decide.ts';
import { type Calibration, expertNames } from '../engine/profile.ts';
import { calibrate } from './calibrate-profile.ts';
import type { LabelledSample } from './corpus.ts';
import { encodeProfile } from './encode-profile.ts';
import { familyIndex } from './families.ts';
import type { UnseenFigures } from './figures.ts';
import { minimumChars } from './fit-calibration.ts';
import type { WholeTask } from './fit-expert.ts';
import type { HeldOutFit } from './held-out.ts';
import { modelName } from './select-samples.ts';

/** A model with fewer texts cannot be told from its siblings. */
const fewestTextsPerModel = 60;
const modelFeatures = 10_000;

export interface ProfileModel {
  readonly name: string;
  /** Index of its family. */
  readonly family: number;
}

/** What a profile says of itself and its classes. */
export interface ProfileFrame {
  readonly id: string;
  readonly families: readonly string[];
  readonly models: readonly ProfileModel[];
  readonly languages: readonly string[];
  readonly heldOut: Calibration['heldOut'];
}

/** Everything after the fits, which take nearly all the time. `fit`: with a `whole` of `wholeTask`. */
export function assembleProfile(
  { id, families, models, languages, heldOut }: ProfileFrame,
  fit: HeldOutFit,
): { bytes: Uint8Array; figures: UnseenFigures } {
  const { calibration, figures, ...sections } = calibrate(fit.texts, families, heldOut);
  const header = {
    id,
    families: [...families],
    models: [...models],
    languages: [...languages],
    minimumChars,
    calibration,
  };
  const experts = fit.experts.map((expert, e) => ({ ...expert.whole!, name: expertNames[e]! }));
  const bytes = encodeProfile({ header, keptWords: fit.keptWords, experts, ...sections });
  return { bytes, figures };
}

/** Models with enough texts, in the order of their families. */
export function modelsOf(
  samples: readonly LabelledSample[],
  families: readonly string[],
): ProfileModel[] {
  const counts = new Map<string, { family: number; count: number }>();
  for (const sample of samples) {
    const family = familyIndex(families, sample.family);
    // The background classes stand for nobody in particular.
    if (families[family] !== sample.family || sample.family === humanFamily) continue;
    const entry = counts.get(modelName(sample.model)) ?? { family, count: 0 };
    counts.set(modelName(sample.model), { family, count: entry.count + 1 });
  }
  return [...counts]
    .filter(([, { count }]) => count >= fewestTextsPerModel)
    .map(([name, { family }]) => ({ name, family }))
    .sort((a, b) => a.family - b.family || (a.name < b.name ? -1 : 1));
}

/** The fit on all texts, with its models. */
export function wholeTask(
  samples: readonly LabelledSample[],
  models: readonly ProfileModel[],
): WholeTask {
  const index = new Map(models.map(({ name }, i) => [name, i]));
  return {
    models: Int32Array.from(samples, (sample) => index.get(modelName(sample.model)) ?? -1),
    modelCount: models.length,
    mostModelFeatures: modelFeatures,
  };
}
