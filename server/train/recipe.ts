/** How the shipped profile's experts are fitted, measure by measure, so that each can be taken away. */

import type { LabelledSample } from './corpus.ts';
import { copyWeight, damagedCopies } from './damaged-copies.ts';
import { familyIndex } from './families.ts';
import { frequentWords } from './feature-table.ts';
import type { ExpertTask, FitOptions } from './fit-expert.ts';
import { balancingWeights, competitorMasks } from './select-samples.ts';

/** What is done against the habits of sources. */
export interface Recipe {
  /** Only the families of a text's source, and the background, compete for it. */
  readonly onlyFamiliesThere: boolean;
  /** Sources and families count by the square root of their size. */
  readonly isBalanced: boolean;
  /** What answers to one prompt have in common is taken out of the weights. */
  readonly withoutPrompts: boolean;
  /** Parts of long texts, and texts without their looks, are learned from, too. */
  readonly withCopies: boolean;
}

export const shippedRecipe: Recipe = {
  onlyFamiliesThere: true,
  isBalanced: true,
  withoutPrompts: true,
  withCopies: true,
};

const shippedFit: FitOptions = {
  epochs: 4,
  step: 3,
  decay: 1e-5,
  nuisance: { directions: 50, mostPrompts: 800 },
};

/** A task without its expert: the samples first, then what else is learned from. */
export interface SampleTask extends Omit<ExpertTask, 'expert' | 'mostFeatures' | 'whole'> {
  /** Per text, the sample that it is, or that it is a copy of. */
  readonly sampleOf: readonly number[];
}

/** `groups`: per sample, what it is held out with; -1 for never. */
export function sampleTask(
  samples: readonly LabelledSample[],
  families: readonly string[],
  groups: readonly number[],
  recipe: Recipe,
): SampleTask {
  const texts = samples.map(({ text }) => text);
  const copies = recipe.withCopies ? damagedCopies(texts) : [];
  // A copy is learned from with its text, and held out with it.
  const sampleOf = [...samples.keys(), ...copies.map(({ of }) => of)];
  const learned = sampleOf.map((of) => samples[of]!);
  const isCopy = (text: number): boolean => text >= samples.length;
  const balancing = recipe.isBalanced
    ? balancingWeights(learned, families)
    : new Float32Array(learned.length).fill(1);
  return {
    texts: [...texts, ...copies.map(({ text }) => text)],
    keptWords: frequentWords(texts),
    classCount: families.length,
    classes: Int32Array.from(learned, ({ family }) => familyIndex(families, family)),
    weights: balancing.map((weight, text) => (isCopy(text) ? copyWeight * weight : weight)),
    competitors: recipe.onlyFamiliesThere ? competitorMasks(learned, families) : null,
    heldOut: Int32Array.from(sampleOf, (of) => groups[of]!),
    uses: learned.map((_, text) => (isCopy(text) ? 'copy' : 'original')),
    prompts: promptsOf(learned),
    fit: recipe.withoutPrompts ? shippedFit : { ...shippedFit, nuisance: null },
    sampleOf,
  };
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
