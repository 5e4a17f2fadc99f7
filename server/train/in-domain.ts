/**
 * Protocols A and B: models told apart on prompts that were not trained on, of a source that was. And
 * protocol I: the same when the texts were changed on their way. The classes are models here, fitted
 * for this source alone; what is measured is the method.
 */

import { argmax, softmax } from '../engine/numbers.ts';
import { expertNames, type ExpertName } from '../engine/profile.ts';
import { foldOf, type LabelledSample } from './corpus.ts';
import { copyWeight, damagedCopies } from './damaged-copies.ts';
import { frequentWords } from './feature-table.ts';
import type { FitOptions, FittedExpert, TextUse } from './fit-expert.ts';
import { fitExperts, tasksOf } from './fit-experts.ts';
import { groupAccuracy, type ScoredText } from './group-accuracy.ts';
import { shippedFeatures } from './held-out.ts';
import { promptsOf } from './recipe.ts';
import { mean } from './mean.ts';
import type { Transform } from './transforms.ts';

/** More rounds than for the shipped profile, since there are fewer texts; and prompts are alike. */
const fit: FitOptions = { epochs: 10, step: 4, decay: 1e-6, nuisance: null };
export const folds = 5;
/** Prompts of these folds are held out, one fold at a time. */
export const testFolds = [0, 1];
/** One in so many of the held-out texts is transformed; all of them would take long. */
const transformedOneIn = 3;

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
  /** Of the texts that were transformed: as they were, and after each transform. */
  readonly untouched: Transformed;
  readonly transformed: readonly Transformed[];
}

export interface Transformed {
  readonly name: string;
  readonly texts: number;
  readonly model: number;
  readonly family: number;
}

/** A sample, a damaged copy that is learned from with it, or one after a transform that is judged. */
interface Entry {
  readonly sample: LabelledSample;
  readonly text: string;
  /** Test fold, -1 for texts that are learned from. */
  readonly fold: number;
  readonly label: number;
  readonly use: TextUse;
  readonly transform: Transform | null;
}

/** `samples`: of one source. Classes are the distinct `model`s. */
export async function evaluateInDomain(
  samples: readonly LabelledSample[],
  transforms: readonly Transform[],
): Promise<InDomainFigures> {
  const models = [...new Set(samples.map(({ model }) => model))].sort();
  const originals = samples.map((sample): Entry => {
    const fold = foldOf(sample.promptId, folds);
    return {
      sample,
      text: sample.text,
      fold: testFolds.includes(fold) ? fold : -1,
      label: models.indexOf(sample.model),
      use: 'original',
      transform: null,
    };
  });
  const chosen = originals
    .filter(({ fold }) => fold >= 0)
    .filter((_, i) => i % transformedOneIn === 0);
  const transformed = transforms.flatMap((transform) =>
    chosen.map((entry) => ({
      ...entry,
      use: 'only-judged' as const,
      transform,
      text: transform.apply(entry.text),
    })),
  );
  const copies = damagedCopies(samples.map(({ text }) => text)).map(({ of, text }) => ({
    ...originals[of]!,
    use: 'copy' as const,
    text,
  }));
  const entries = [...originals, ...copies, ...transformed];
  const score = scoresOf(entries, await fitEntries(entries, models.length), models.length);
  const figures = new Figures(models, samples, score);
  return {
    texts: samples.length,
    models: models.length,
    model: figures.model(originals),
    family: figures.family(originals),
    modelOf10: figures.modelOf(10, originals),
    modelOf50: figures.modelOf(50, originals),
    alone: Object.fromEntries(
      expertNames.map((name) => [name, figures.model(originals, [name])]),
    ) as Record<ExpertName, number>,
    untouched: figures.all('as they were', chosen),
    transformed: transforms.map((transform) =>
      figures.all(
        transform.name,
        transformed.filter((entry) => entry.transform === transform),
      ),
    ),
  };
}

function fitEntries(entries: readonly Entry[], classCount: number): Promise<FittedExpert[]> {
  const texts = entries.map(({ text }) => text);
  return fitExperts(
    tasksOf(shippedFeatures, {
      texts,
      keptWords: frequentWords(texts.filter((_, i) => entries[i]!.fold < 0)),
      classCount,
      classes: Int32Array.from(entries, ({ label }) => label),
      weights: Float32Array.from(entries, ({ use }) => (use === 'copy' ? copyWeight : 1)),
      competitors: null,
      heldOut: Int32Array.from(entries, ({ fold }) => fold),
      uses: entries.map(({ use }) => use),
      prompts: promptsOf(entries.map(({ sample }) => sample)),
      fit,
      whole: null,
    }),
  );
}

type Score = (entry: Entry, names: readonly ExpertName[]) => Float64Array;

/** Experts' logits added up, one per model. */
function scoresOf(
  entries: readonly Entry[],
  experts: readonly FittedExpert[],
  classCount: number,
): Score {
  const indexOf = new Map(entries.map((entry, i) => [entry, i]));
  return (entry, names) => {
    const from = indexOf.get(entry)! * classCount;
    const sums = new Float64Array(classCount);
    for (const { expert, heldOutLogits } of experts) {
      if (!names.includes(expert)) continue;
      for (let k = 0; k < classCount; k++) sums[k]! += heldOutLogits[from + k]!;
    }
    return sums;
  };
}

/** Shares right among the held-out ones of some entries, means over the test folds. */
class Figures {
  readonly #families: readonly string[];
  readonly #familyOfModel: readonly number[];
  readonly #score: Score;

  constructor(models: readonly string[], samples: readonly LabelledSample[], score: Score) {
    const names = models.map((model) => samples.find((sample) => sample.model === model)!.family);
    this.#families = [...new Set(names)];
    this.#familyOfModel = names.map((name) => this.#families.indexOf(name));
    this.#score = score;
  }

  all(name: string, entries: readonly Entry[]): Transformed {
    return {
      name,
      texts: entries.length,
      model: this.model(entries),
      family: this.family(entries),
    };
  }

  model(entries: readonly Entry[], names: readonly ExpertName[] = expertNames): number {
    return this.#overFolds(entries, names, (texts) =>
      shareOf(texts, ({ scores, label }) => argmax(scores) === label),
    );
  }

  /** The family with the largest sum of its models' probabilities. */
  family(entries: readonly Entry[]): number {
    return this.#overFolds(entries, expertNames, (texts) =>
      shareOf(texts, ({ scores, label }) => this.#likeliest(scores) === this.#familyOfModel[label]),
    );
  }

  modelOf(size: number, entries: readonly Entry[]): number {
    return this.#overFolds(entries, expertNames, (texts) =>
      groupAccuracy(texts, size, this.#familyOfModel.length),
    );
  }

  #likeliest(scores: ArrayLike<number>): number {
    const probabilities = Float64Array.from(scores);
    softmax(probabilities);
    const sums = new Float64Array(this.#families.length);
    probabilities.forEach((p, model) => (sums[this.#familyOfModel[model]!]! += p));
    return argmax(sums);
  }

  #overFolds(
    entries: readonly Entry[],
    names: readonly ExpertName[],
    measure: (texts: ScoredText[]) => number,
  ): number {
    return mean(
      testFolds.map((fold) =>
        measure(
          entries
            .filter((entry) => entry.fold === fold)
            .map((entry) => ({ label: entry.label, scores: this.#score(entry, names) })),
        ),
      ),
    );
  }
}

function shareOf(texts: readonly ScoredText[], isRight: (text: ScoredText) => boolean): number {
  return texts.filter(isRight).length / texts.length;
}
