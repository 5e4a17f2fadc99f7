/** Tokens × weights → logits per family and per model, one set per expert. */

import { countFeatures, dampen } from './count-features.ts';
import { FeatureCounter } from './feature-counter.ts';
import type { Expert, LinearLayer, Profile } from './profile.ts';
import type { Tokens } from './tokens.ts';

export interface Scorer {
  /** Per expert, one logit per family: of the last text, and reused for the next one. */
  readonly families: readonly Float64Array[];
  /** The counters of the last text, for explaining it. */
  readonly counters: readonly FeatureCounter[];
  /** Fills `families` and `counters`. */
  score(tokens: Tokens): void;
  /** Logits of one family's models for the last text, in the profile's order; a fresh array. */
  scoreModels(family: number): Float64Array;
}

export function createScorer(profile: Profile): Scorer {
  const { experts, keptWords } = profile;
  const counters = experts.map((expert) => new FeatureCounter(expert.vocabulary));
  const families = experts.map(() => new Float64Array(profile.families.length));
  const norms = new Float64Array(experts.length);

  const scoreExpert = (expert: Expert, e: number): void => {
    const { slots, counts, slotCount } = counters[e]!;
    const { weights } = expert.families;
    const sums = families[e]!.fill(0);
    const classes = sums.length;
    let squares = 0;
    for (let i = 0; i < slotCount; i++) {
      const slot = slots[i]!;
      const value = dampen(counts[slot]!) * expert.idf[slot]!;
      squares += value * value;
      const row = slot * classes;
      for (let k = 0; k < classes; k++) sums[k]! += value * weights[row + k]!;
    }
    norms[e] = lengthOf(squares);
    for (let k = 0; k < classes; k++) sums[k] = toLogit(expert.families, k, sums[k]!, norms[e]);
  };

  const addModels = (expert: Expert, e: number, from: number, logits: Float64Array): void => {
    const { slots, counts, slotCount } = counters[e]!;
    const { weights, rowOfSlot } = expert.models;
    if (weights.length === 0) return;
    const sums = new Float64Array(logits.length);
    const classes = profile.models.length;
    for (let i = 0; i < slotCount; i++) {
      const slot = slots[i]!;
      const row = rowOfSlot?.[slot] ?? slot;
      if (row < 0) continue;
      const value = dampen(counts[slot]!) * expert.idf[slot]!;
      const base = row * classes + from;
      for (let k = 0; k < sums.length; k++) sums[k]! += value * weights[base + k]!;
    }
    for (let k = 0; k < sums.length; k++)
      logits[k]! += toLogit(expert.models, from + k, sums[k]!, norms[e]!);
  };

  return {
    families,
    counters,
    score(tokens) {
      experts.forEach((expert, e) => {
        countFeatures(expert.name, tokens, keptWords, counters[e]!);
        scoreExpert(expert, e);
      });
    },
    scoreModels(family) {
      const { from, to } = profile.modelsOf[family]!;
      const logits = new Float64Array(to - from);
      experts.forEach((expert, e) => {
        addModels(expert, e, from, logits);
      });
      return logits;
    },
  };
}

/** Euclidean length of a feature vector; 1 for the empty one, whose logits are the biases. */
export function lengthOf(squares: number): number {
  return squares === 0 ? 1 : Math.sqrt(squares);
}

/** A raw sum of integer weights → the logit of the text's vector at unit length. */
function toLogit(layer: LinearLayer, k: number, sum: number, norm: number): number {
  return (sum * layer.scale[k]!) / norm + layer.bias[k]!;
}
