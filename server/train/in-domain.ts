/**
 * Protocols A and B: models told apart on prompts that were not trained on, of a source that was.
 * The classes are models here, fitted for this source alone; what is measured is the method.
 */

import { argmax, softmax } from '../engine/numbers.ts';
import { expertNames, type ExpertName } from '../engine/profile.ts';
import { foldOf, type LabelledSample } from './corpus.ts';
import { frequentWords } from './feature-table.ts';
import type { FitOptions } from './fit-expert.ts';
import { fitExperts, tasksOf } from './fit-experts.ts';
import { groupAccuracy, type ScoredText } from './group-accuracy.ts';
import { mean } from './mean.ts';

/** Features and rounds beyond those of the shipped profile, which has to be small. */
const features: Record<ExpertName, number> = {
  phrase: 200_000,
  spelling: 200_000,
  template: 150_000,
  layout: 60_000,
  ends: 30_000,
};
const fit: FitOptions = { epochs: 10, step: 4, decay: 1e-6 };
const folds = 5;
/** Prompts of these folds are held out, one fold at a time. */
const testFolds = [0, 1];

export interface InDomainFigures {
  readonly texts: number;
  readonly models: number;
  /** Shares right, means over the test folds. */
  readonly model: number;
  readonly family: number;
  /** Models of groups of texts by one model. */
  readonly modelOf10: number;
  readonly modelOf50: number;
  /** Each expert alone, for models of single texts. */
  readonly alone: Record<ExpertName, number>;
}

/** `samples`: of one source. Classes are the distinct `model`s. */
export async function evaluateInDomain(
  samples: readonly LabelledSample[],
): Promise<InDomainFigures> {
  const models = [...new Set(samples.map(({ model }) => model))].sort();
  const familyOfModel = models.map(
    (model) => samples.find((sample) => sample.model === model)!.family,
  );
  const texts = samples.map(({ text }) => text);
  const heldOut = Int32Array.from(samples, ({ promptId }) => {
    const fold = foldOf(promptId, folds);
    return testFolds.includes(fold) ? fold : -1;
  });
  const experts = await fitExperts(
    tasksOf(features, {
      texts,
      keptWords: frequentWords(texts.filter((_, i) => heldOut[i]! < 0)),
      classCount: models.length,
      classes: Int32Array.from(samples, ({ model }) => models.indexOf(model)),
      weights: new Float32Array(samples.length).fill(1),
      competitors: null,
      heldOut,
      fit,
      whole: null,
    }),
  );
  const score = (i: number, names: readonly ExpertName[]): Float64Array => {
    const sums = new Float64Array(models.length);
    for (const { expert, heldOutLogits } of experts) {
      if (!names.includes(expert)) continue;
      for (let k = 0; k < sums.length; k++) sums[k]! += heldOutLogits[i * models.length + k]!;
    }
    return sums;
  };
  const scoreFold = (fold: number, names: readonly ExpertName[]): ScoredText[] =>
    samples.flatMap(({ model }, i) =>
      heldOut[i] === fold ? [{ label: models.indexOf(model), scores: score(i, names) }] : [],
    );
  const overFolds = (measure: (texts: ScoredText[]) => number, names = expertNames): number =>
    mean(testFolds.map((fold) => measure(scoreFold(fold, names as readonly ExpertName[]))));
  return {
    texts: samples.length,
    models: models.length,
    model: overFolds(shareRight),
    family: overFolds((scored) => shareOfFamilies(scored, familyOfModel)),
    modelOf10: overFolds((scored) => groupAccuracy(scored, 10, models.length)),
    modelOf50: overFolds((scored) => groupAccuracy(scored, 50, models.length)),
    alone: Object.fromEntries(
      expertNames.map((name) => [
        name,
        mean(testFolds.map((fold) => shareRight(scoreFold(fold, [name])))),
      ]),
    ) as Record<ExpertName, number>,
  };
}

function shareRight(texts: readonly ScoredText[]): number {
  return texts.filter(({ scores, label }) => argmax(scores) === label).length / texts.length;
}

/** The family with the largest sum of its models' probabilities. */
function shareOfFamilies(texts: readonly ScoredText[], familyOfModel: readonly string[]): number {
  const families = [...new Set(familyOfModel)];
  const right = texts.filter(({ scores, label }) => {
    const probabilities = Float64Array.from(scores);
    softmax(probabilities);
    const sums = new Float64Array(families.length);
    probabilities.forEach((p, model) => (sums[families.indexOf(familyOfModel[model]!)]! += p));
    return families[argmax(sums)] === familyOfModel[label];
  });
  return right.length / texts.length;
}
