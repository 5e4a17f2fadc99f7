/** The shipped profile's experts, and every training text judged by weights that never saw its source. */

import { HashSet } from '../engine/hash-set.ts';
import type { ExpertName } from '../engine/profile.ts';
import { textureOf } from '../engine/texture.ts';
import { Tokens } from '../engine/tokens.ts';
import type { LabelledSample } from './corpus.ts';
import type { HeldOutText } from './fit-calibration.ts';
import type { FittedExpert, WholeTask } from './fit-expert.ts';
import { fitExperts, tasksOf } from './fit-experts.ts';
import { familyIndex } from './families.ts';
import { sampleTask, shippedRecipe } from './recipe.ts';
import { balancingWeights, modelName } from './select-samples.ts';

/** How many features each expert of the shipped profile has; together they fill its 8 MB. */
export const shippedFeatures: Record<ExpertName, number> = {
  phrase: 48_000,
  spelling: 48_000,
  template: 48_000,
  layout: 24_000,
  ends: 12_000,
};
export interface HeldOutFit {
  readonly keptWords: number[];
  readonly experts: FittedExpert[];
  readonly texts: HeldOutText[];
}

/** Sources are left out one after the other; `whole` also fits on all of them. */
export async function fitHeldOut(
  samples: readonly LabelledSample[],
  families: readonly string[],
  whole: WholeTask | null,
): Promise<HeldOutFit> {
  const sources = [...new Set(samples.map((sample) => sample.source))];
  return fitGroups(
    samples,
    families,
    samples.map(({ source }) => sources.indexOf(source)),
    whole,
  );
}

/** `groups`: per sample, what it is held out with; -1 for never. */
export async function fitGroups(
  samples: readonly LabelledSample[],
  families: readonly string[],
  groups: readonly number[],
  whole: WholeTask | null,
): Promise<HeldOutFit> {
  const { sampleOf, ...shared } = sampleTask(samples, families, groups, shippedRecipe);
  const models = whole && Int32Array.from(sampleOf, (of) => whole.models[of]!);
  const weights = balancingWeights(samples, families);
  const experts = await fitExperts(
    tasksOf(shippedFeatures, { ...shared, whole: whole && { ...whole, models: models! } }),
  );
  const tokens = new Tokens();
  const kept = new HashSet(shared.keptWords);
  const heldOut = samples.map((sample, i): HeldOutText => {
    tokens.read(sample.text);
    const row = (logits: Float32Array): Float32Array =>
      logits.subarray(i * families.length, (i + 1) * families.length);
    return {
      source: sample.source,
      family: familyIndex(families, sample.family),
      model: modelName(sample.model),
      chars: sample.text.length,
      weight: weights[i]!,
      experts: experts.map(({ heldOutLogits }) => row(heldOutLogits)),
      texture: textureOf(tokens, kept),
    };
  });
  return { keptWords: [...shared.keptWords], experts, texts: heldOut };
}
