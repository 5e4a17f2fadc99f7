/** Tokens × weights → logits per family and per model, one set per expert. */

import { countFeatures, dampen } from './count-features.ts';
import { FeatureCounter } from './feature-counter.ts';
import type { Expert, LinearLayer, Profile } from './profile.ts';
import type { Tokens } from './tokens.ts';

/** Logits of one text; the arrays are reused for the next text. */
export interface Scores {
  /** Per expert, one logit per family. */
  readonly families: readonly Float64Array[];
  /** Sum over experts, one logit per model. */
  readonly models: Float64Array;
}

export interface Scorer {
  readonly scores: Scores;
  /** The counters of the last text, for explaining it. */
  readonly counters: readonly FeatureCounter[];
  /** Fills `scores` and `counters`. */
  score(tokens: Tokens): void;
}

export function createScorer(profile: Profile): Scorer {
  const { experts, keptWords } = profile;
  const counters = experts.map((expert) => new FeatureCounter(expert.vocabulary));
  const scores: Scores = {
    families: experts.map(() => new Float64Array(profile.families.length)),
    models: new Float64Array(profile.models.length),
  };
  // Dampened counts are asked for millions of times, and nearly all counts are small.
  const dampened = Float64Array.from({ length: 256 }, (_, count) => dampen(Math.max(1, count)));

  const scoreExpert = (expert: Expert, counter: FeatureCounter, families: Float64Array): void => {
    families.fill(0);
    const { slots, counts, slotCount } = counter;
    const { idf } = expert;
    let squares = 0;
    for (let i = 0; i < slotCount; i++) {
      const slot = slots[i]!;
      const count = counts[slot]!;
      const value = (count < 256 ? dampened[count]! : dampen(count)) * idf[slot]!;
      squares += value * value;
      addRow(expert.families, slot, value, families);
    }
    finish(expert.families, lengthOf(squares), families);
    if (expert.models.weights.length === 0) return;
    scoreModels(expert, counter, lengthOf(squares));
  };

  const expertModels = new Float64Array(profile.models.length);
  const scoreModels = (expert: Expert, counter: FeatureCounter, norm: number): void => {
    expertModels.fill(0);
    for (let i = 0; i < counter.slotCount; i++) {
      const slot = counter.slots[i]!;
      const row = expert.models.rowOfSlot?.[slot] ?? slot;
      if (row < 0) continue;
      addRow(expert.models, row, dampen(counter.counts[slot]!) * expert.idf[slot]!, expertModels);
    }
    finish(expert.models, norm, expertModels);
    for (let k = 0; k < expertModels.length; k++) scores.models[k]! += expertModels[k]!;
  };

  return {
    scores,
    counters,
    score(tokens) {
      scores.models.fill(0);
      experts.forEach((expert, e) => {
        countFeatures(expert.name, tokens, keptWords, counters[e]!);
        scoreExpert(expert, counters[e]!, scores.families[e]!);
      });
    },
  };
}

/** Euclidean length of a feature vector; 1 for the empty one, whose logits are the biases. */
export function lengthOf(squares: number): number {
  return squares === 0 ? 1 : Math.sqrt(squares);
}

function addRow(layer: LinearLayer, row: number, value: number, into: Float64Array): void {
  const { weights } = layer;
  const classes = into.length;
  const base = row * classes;
  for (let k = 0; k < classes; k++) into[k]! += value * weights[base + k]!;
}

/** Raw sums of integer weights → logits of the text's vector at unit length. */
function finish(layer: LinearLayer, norm: number, sums: Float64Array): void {
  for (let k = 0; k < sums.length; k++) {
    sums[k] = (sums[k]! * layer.scale[k]!) / norm + layer.bias[k]!;
  }
}
