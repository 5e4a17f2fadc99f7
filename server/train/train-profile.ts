/** `npm run train`: labelled samples → the profile that ships, with its card. */

import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { assembleProfile, modelsOf, wholeTask } from './assemble-profile.ts';
import { describeProfile } from './card.ts';
import { fitHeldOut } from './held-out.ts';
import { selectSamples, shippedFamilies } from './select-samples.ts';

/** Texts of each model of each source; more of them teach a source's habits, not the model's. */
export const textsPerModel = 60;

export async function trainProfile(corpora: string, folder: string, id: string): Promise<void> {
  const samples = selectSamples(corpora, textsPerModel);
  const models = modelsOf(samples, shippedFamilies);
  console.error(`${samples.length} texts, ${models.length} models; fitting takes some minutes`);
  const fit = await fitHeldOut(samples, shippedFamilies, wholeTask(samples, models));
  const frame = {
    id,
    families: shippedFamilies,
    models,
    languages: ['en'],
    heldOut: 'sources' as const,
  };
  const { bytes, figures } = assembleProfile(frame, fit);
  writeFileSync(join(folder, 'default.profile'), bytes);
  const card = describeProfile({ id, corpora, samples, models, bytes, figures });
  writeFileSync(join(folder, 'default.json'), JSON.stringify(card, null, 2) + '\n');
  console.error(`wrote ${(bytes.length / 1e6).toFixed(1)} MB`);
}
