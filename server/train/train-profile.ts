/** `npm run train`: labelled samples → the profile that ships, with its card. */

import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expertNames } from '../engine/profile.ts';
import { calibrate } from './calibrate-profile.ts';
import { describeProfile } from './card.ts';
import type { LabelledSample } from './corpus.ts';
import { encodeProfile } from './encode-profile.ts';
import type { WholeTask } from './fit-expert.ts';
import type { UnseenFigures } from './figures.ts';
import { fitHeldOut, type HeldOutFit } from './held-out.ts';
import { families, familyIndex, modelName, selectSamples } from './select-samples.ts';

/** Texts of each model of each source; more of them teach a source's habits, not the model's. */
export const textsPerModel = 60;
/** A model with fewer texts cannot be told from its siblings. */
const fewestTextsPerModel = 60;
const modelFeatures = 10_000;
const minimumChars = 100;

export async function trainProfile(corpora: string, folder: string, id: string): Promise<void> {
  const samples = selectSamples(corpora, textsPerModel);
  const models = modelsOf(samples);
  console.error(`${samples.length} texts, ${models.length} models; fitting takes some minutes`);
  const fit = await fitHeldOut(samples, wholeTask(samples, models));
  const { bytes, figures } = assembleProfile(id, models, fit);
  writeFileSync(join(folder, 'default.profile'), bytes);
  const card = describeProfile({ id, corpora, samples, models, bytes, figures });
  writeFileSync(join(folder, 'default.json'), JSON.stringify(card, null, 2) + '\n');
  console.error(`wrote ${(bytes.length / 1e6).toFixed(1)} MB`);
}

/** Everything after the fits, which take nearly all the time. */
function assembleProfile(
  id: string,
  models: { name: string; family: number }[],
  fit: HeldOutFit,
): { bytes: Uint8Array; figures: UnseenFigures } {
  const { calibration, nullTail, confusion, figures } = calibrate(fit.texts);
  const header = {
    id,
    families: [...families],
    models,
    languages: ['en'],
    minimumChars,
    calibration,
  };
  const experts = fit.experts.map((expert, e) => ({ ...expert.whole!, name: expertNames[e]! }));
  const bytes = encodeProfile({ header, keptWords: fit.keptWords, nullTail, confusion, experts });
  return { bytes, figures };
}

/** Models with enough texts, in the order of their families. */
function modelsOf(samples: readonly LabelledSample[]): { name: string; family: number }[] {
  const counts = new Map<string, { family: number; count: number }>();
  for (const sample of samples) {
    const family = familyIndex(sample.family);
    // The background classes stand for nobody in particular.
    if (families[family] !== sample.family || sample.family === 'human') continue;
    const entry = counts.get(modelName(sample.model)) ?? { family, count: 0 };
    counts.set(modelName(sample.model), { family, count: entry.count + 1 });
  }
  return [...counts]
    .filter(([, { count }]) => count >= fewestTextsPerModel)
    .map(([name, { family }]) => ({ name, family }))
    .sort((a, b) => a.family - b.family || (a.name < b.name ? -1 : 1));
}

function wholeTask(
  samples: readonly LabelledSample[],
  models: readonly { name: string }[],
): WholeTask {
  const index = new Map(models.map(({ name }, i) => [name, i]));
  return {
    models: Int32Array.from(samples, (sample) => index.get(modelName(sample.model)) ?? -1),
    modelCount: models.length,
    mostModelFeatures: modelFeatures,
  };
}
