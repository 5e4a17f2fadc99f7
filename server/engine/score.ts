/** Tokens × weights → logits per family and per model, one set per expert. */

import { FeatureBuffer } from './feature-buffer.ts';
import type { CountedFeatures } from './feature-counter.ts';
import { findFeatures } from './find-features.ts';
import { createKernel } from './kernel.ts';
import type { ExpertName, LinearLayer, Profile } from './profile.ts';
import type { Tokens } from './tokens.ts';

export interface Scorer {
  /** Per expert, one logit per family: of the last text, and reused for the next one. */
  readonly families: readonly Float64Array[];
  /** The counts of the last text, per expert, for explaining it. */
  readonly counted: readonly CountedFeatures[];
  /** Fills `families` and `counted`. */
  score(tokens: Tokens): void;
  /** Logits of one family's models for the last text, in the profile's order; a fresh array. */
  scoreModels(family: number): Float64Array;
}

export function createScorer(profile: Profile): Scorer {
  const { experts, keptWords, modelsOf } = profile;
  const kernel = createKernel(experts);
  const features = new FeatureBuffer(kernel.hashes);
  const families = experts.map(() => new Float64Array(profile.families.length));
  const norms = new Float64Array(experts.length);

  /** Leaves what an expert finds in the kernel's hashes. */
  const find = (name: ExpertName, tokens: Tokens): number => {
    if (name === 'spelling') return kernel.findSpelling(tokens);
    findFeatures(name, tokens, keptWords, features);
    return features.count;
  };

  return {
    families,
    counted: kernel.experts,
    score(tokens) {
      for (let e = 0; e < experts.length; e++) {
        const { name, families: layer } = experts[e]!;
        const own = kernel.experts[e]!;
        norms[e] = lengthOf(own.count(find(name, tokens)));
        own.weighFamilies(families[e]!);
        toLogits(layer, 0, families[e]!, norms[e]!);
      }
    },
    scoreModels(family) {
      const { from, to } = modelsOf[family]!;
      const logits = new Float64Array(to - from);
      const sums = new Float64Array(to - from);
      experts.forEach(({ models: layer }, e) => {
        if (layer.slotCount === 0 || sums.length === 0) return;
        kernel.experts[e]!.weighModels(from, sums);
        toLogits(layer, from, sums, norms[e]!);
        for (let k = 0; k < sums.length; k++) logits[k]! += sums[k]!;
      });
      return logits;
    },
  };
}

/** Euclidean length of a feature vector; 1 for the empty one, whose logits are the biases. */
export function lengthOf(squares: number): number {
  return squares === 0 ? 1 : Math.sqrt(squares);
}

/** Raw sums of integer weights, of classes from `first` on → logits of the vector at unit length. */
function toLogits(layer: LinearLayer, first: number, sums: Float64Array, norm: number): void {
  for (let k = 0; k < sums.length; k++) {
    sums[k] = (sums[k]! * layer.scale[first + k]!) / norm + layer.bias[first + k]!;
  }
}
