/** The shipped profile's experts, and every training text judged by weights that never saw its source. */

import type { ExpertName } from '../engine/profile.ts';
import type { LabelledSample } from './corpus.ts';
import type { HeldOutText } from './fit-calibration.ts';
import { frequentWords } from './feature-table.ts';
import type { FitOptions, FittedExpert, WholeTask } from './fit-expert.ts';
import { fitExperts, tasksOf } from './fit-experts.ts';
import { familyIndex } from './families.ts';
import { balancingWeights, competitorMasks, modelName } from './select-samples.ts';

/** How many features each expert of the shipped profile has; together they fill its 8 MB. */
export const shippedFeatures: Record<ExpertName, number> = {
  phrase: 48_000,
  spelling: 48_000,
  template: 48_000,
  layout: 24_000,
  ends: 12_000,
};
const shippedFit: FitOptions = {
  epochs: 4,
  step: 3,
  decay: 1e-5,
  nuisance: { directions: 50, mostPrompts: 800 },
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
  const texts = samples.map((sample) => sample.text);
  const keptWords = frequentWords(texts);
  const weights = balancingWeights(samples, families);
  const shared = {
    texts,
    keptWords,
    classCount: families.length,
    classes: Int32Array.from(samples, (sample) => familyIndex(families, sample.family)),
    weights,
    competitors: competitorMasks(samples, families),
    heldOut: Int32Array.from(groups),
    isOnlyJudged: null,
    prompts: promptsOf(samples),
    fit: shippedFit,
    whole,
  };
  const experts = await fitExperts(tasksOf(shippedFeatures, shared));
  const heldOut = samples.map((sample, i): HeldOutText => {
    const row = (logits: Float32Array): Float32Array =>
      logits.subarray(i * families.length, (i + 1) * families.length);
    return {
      source: sample.source,
      family: familyIndex(families, sample.family),
      model: modelName(sample.model),
      chars: sample.text.length,
      weight: weights[i]!,
      experts: experts.map(({ heldOutLogits }) => row(heldOutLogits)),
    };
  });
  return { keptWords, experts, texts: heldOut };
}

/** Per sample, a number of the prompt that it answers. */
export function promptsOf(samples: readonly LabelledSample[]): Int32Array {
  const numbers = new Map<string, number>();
  return Int32Array.from(samples, ({ source, promptId }) => {
    const prompt = JSON.stringify([source, promptId]);
    const number = numbers.get(prompt) ?? numbers.size;
    numbers.set(prompt, number);
    return number;
  });
}
