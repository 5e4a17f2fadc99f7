/**
 * What each measure against the habits of sources is worth, where it matters: on sources that are left
 * out. One expert alone, the one that does best there, as it was fitted for the profile but for one thing.
 */

import { argmax } from '../engine/numbers.ts';
import type { LabelledSample } from './corpus.ts';
import { namedCount } from './families.ts';
import { fitExperts, tasksOf } from './fit-experts.ts';
import { groupAccuracy, type ScoredText } from './group-accuracy.ts';
import { shippedFeatures } from './held-out.ts';
import { mean } from './mean.ts';
import { type Recipe, sampleTask, shippedRecipe } from './recipe.ts';

export interface Ablation {
  readonly what: string;
  /** Families of single texts and of groups of 50 texts; means over sources, not calibrated. */
  readonly family: number;
  readonly familyOf50: number;
}

const expert = 'template';

const variants: readonly { readonly what: string; readonly change: Partial<Recipe> }[] = [
  { what: 'as it ships', change: {} },
  { what: 'all families compete in every source', change: { onlyFamiliesThere: false } },
  { what: 'every text counts the same', change: { isBalanced: false } },
  { what: 'prompts stay in the weights', change: { withoutPrompts: false } },
  { what: 'no damaged copies', change: { withCopies: false } },
];

/** Fewer texts of each model of each source. */
const fewerTexts = 20;

export async function ablate(
  samples: readonly LabelledSample[],
  families: readonly string[],
): Promise<Ablation[]> {
  const cells = new Map<string, number>();
  const fewer = samples.filter(({ source, model }) => {
    const cell = JSON.stringify([source, model]);
    cells.set(cell, (cells.get(cell) ?? 0) + 1);
    return cells.get(cell)! <= fewerTexts;
  });
  const all = [
    ...variants.map((variant) => ({ ...variant, samples })),
    { what: `at most ${fewerTexts} texts of a model of a source`, change: {}, samples: fewer },
  ];
  const fits = await fitExperts(
    all.flatMap(({ samples: own, change }) => {
      const recipe = { ...shippedRecipe, ...change };
      const shared = sampleTask(own, families, sourcesOf(own), recipe);
      return tasksOf(shippedFeatures, { ...shared, whole: null }).filter(
        (task) => task.expert === expert,
      );
    }),
  );
  const asShipped = scoredBySource(samples, fits[0]!.heldOutLogits, families);
  return [
    ...all.map(({ what, samples: own }, i) =>
      measure(what, scoredBySource(own, fits[i]!.heldOutLogits, families), families),
    ),
    measure('as it ships, centered by the truth', asShipped.map(centered), families),
  ];
}

function sourcesOf(samples: readonly LabelledSample[]): number[] {
  const sources = [...new Set(samples.map(({ source }) => source))];
  return samples.map(({ source }) => sources.indexOf(source));
}

/** Texts of named families, source by source. */
function scoredBySource(
  samples: readonly LabelledSample[],
  logits: Float32Array,
  families: readonly string[],
): ScoredText[][] {
  const named = namedCount(families);
  const texts = samples.map(({ source, family }, i) => ({
    source,
    label: families.indexOf(family),
    scores: logits.subarray(i * families.length, i * families.length + named),
  }));
  const known = texts.filter(({ label }) => label >= 0 && label < named);
  return [...Map.groupBy(known, ({ source }) => source).values()];
}

/**
 * Of each family the mean logit over its source is taken away, families counting alike: what nobody can do
 * who does not know the authors already. It shows how much is lost to the drift of whole sources, and that
 * most of what is lost is not.
 */
function centered(texts: readonly ScoredText[]): ScoredText[] {
  const byLabel = [...Map.groupBy(texts, ({ label }) => label).values()];
  const centers = Array.from(texts[0]?.scores ?? [], (_, k) =>
    mean(byLabel.map((own) => mean(own.map(({ scores }) => scores[k]!)))),
  );
  return texts.map(({ label, scores }) => ({
    label,
    scores: Array.from(scores, (score, k) => score - centers[k]!),
  }));
}

function measure(
  what: string,
  sources: readonly (readonly ScoredText[])[],
  families: readonly string[],
): Ablation {
  const classes = namedCount(families);
  return {
    what,
    family: mean(
      sources.map(
        (texts) =>
          texts.filter(({ scores, label }) => argmax(scores) === label).length / texts.length,
      ),
    ),
    familyOf50: mean(sources.map((texts) => groupAccuracy(texts, 50, classes))),
  };
}
