/**
 * Multinomial logistic regression on sparse rows: stochastic gradient descent with a linearly
 * falling step and averaged weights (Polyak and Juditsky 1992), L2 by weight decay. Deterministic
 * for a seed.
 */

import type { Random } from '../engine/random.ts';
import { type Directions, projections, removeDirections } from './nuisance.ts';

/** Sparse rows: row i holds `slots`/`values` from offsets[i] to offsets[i + 1]. */
export interface SparseRows {
  readonly offsets: Float64Array;
  readonly slots: Int32Array;
  readonly values: Float32Array;
}

export interface LinearTask {
  readonly rows: SparseRows;
  readonly slotCount: number;
  readonly classCount: number;
  /** Rows to learn from, with their class and weight (mean 1). */
  readonly examples: Int32Array;
  readonly classes: Int32Array;
  readonly weights: Float32Array;
  /** Per example: which classes compete for it; null: all of them. */
  readonly competitors: readonly (Uint8Array | null)[] | null;
  /** Directions that the weights may not use; null: none. */
  readonly nuisance: Directions | null;
  /** Per row, logits that are there already, row-major; weights are learned for what they lack. */
  readonly given?: Float32Array;
}

export interface LinearOptions {
  readonly epochs: number;
  readonly step: number;
  readonly decay: number;
  readonly random: Random;
}

/** Slot-major weights: `weights[slot * classCount + class]`. */
export interface LinearWeights {
  readonly weights: Float32Array;
  readonly bias: Float32Array;
}

export function fitLinear(task: LinearTask, options: LinearOptions): LinearWeights {
  const { rows, classCount, slotCount, examples, given } = task;
  const weights = new Float32Array(slotCount * classCount);
  const bias = new Float32Array(classCount);
  const mean = new Float32Array(slotCount * classCount);
  const meanBias = new Float32Array(classCount);
  const logits = new Float64Array(classCount);
  const order = Int32Array.from(examples.keys());
  // Taking directions out of every example would make it dense. Instead the weights learn from it as
  // it is, and what they hold along the directions is kept beside them and subtracted.
  const along = nuisanceOf(task);
  const total = options.epochs * examples.length;
  const averageFrom = Math.floor(options.epochs / 2);
  // The decay is applied to a common scale instead of to every weight at every step.
  let scale = 1;
  let done = 0;
  let averaged = 0;
  for (let epoch = 0; epoch < options.epochs; epoch++) {
    options.random.shuffle(order);
    for (const index of order) {
      const step = options.step * (1 - done / total);
      done++;
      const row = examples[index]!;
      const from = rows.offsets[row]!;
      const to = rows.offsets[row + 1]!;
      logits.fill(0);
      for (let i = from; i < to; i++) {
        const value = rows.values[i]!;
        const base = rows.slots[i]! * classCount;
        for (let k = 0; k < classCount; k++) logits[k]! += value * weights[base + k]!;
      }
      along?.subtract(index, logits);
      for (let k = 0; k < classCount; k++) logits[k] = logits[k]! * scale + bias[k]!;
      if (given !== undefined) {
        for (let k = 0; k < classCount; k++) logits[k]! += given[row * classCount + k]!;
      }
      toGradient(logits, task.classes[index]!, task.competitors?.[index] ?? null);
      const rate = step * task.weights[index]!;
      scale *= 1 - step * options.decay;
      const change = rate / scale;
      for (let k = 0; k < classCount; k++) {
        bias[k]! -= 0.1 * rate * logits[k]!;
        logits[k]! *= change;
      }
      for (let i = from; i < to; i++) {
        const value = rows.values[i]!;
        const base = rows.slots[i]! * classCount;
        for (let k = 0; k < classCount; k++) weights[base + k]! -= value * logits[k]!;
      }
      along?.learn(index, logits);
    }
    if (epoch >= averageFrom) {
      averaged++;
      for (let i = 0; i < weights.length; i++) mean[i]! += weights[i]! * scale;
      for (let k = 0; k < classCount; k++) meanBias[k]! += bias[k]!;
    }
  }
  for (let i = 0; i < mean.length; i++) mean[i]! /= averaged;
  for (let k = 0; k < classCount; k++) meanBias[k]! /= averaged;
  if (task.nuisance !== null) removeDirections(mean, classCount, task.nuisance);
  return { weights: mean, bias: meanBias };
}

/** What the weights hold along the nuisance directions, for every step of the fit. */
function nuisanceOf({ rows, examples, classCount, nuisance }: LinearTask): {
  subtract: (index: number, logits: Float64Array) => void;
  learn: (index: number, change: Float64Array) => void;
} | null {
  if (nuisance === null) return null;
  const { count } = nuisance;
  const coordinates = projections(rows, examples, nuisance);
  const held = new Float64Array(count * classCount);
  return {
    subtract(index, logits) {
      for (let d = 0; d < count; d++) {
        const value = coordinates[index * count + d]!;
        for (let k = 0; k < classCount; k++) logits[k]! -= value * held[d * classCount + k]!;
      }
    },
    learn(index, change) {
      for (let d = 0; d < count; d++) {
        const value = coordinates[index * count + d]!;
        for (let k = 0; k < classCount; k++) held[d * classCount + k]! -= value * change[k]!;
      }
    },
  };
}

/** Logits → gradient of the log loss: softmax over the competing classes, less the truth. */
function toGradient(logits: Float64Array, truth: number, competing: Uint8Array | null): void {
  let max = -Infinity;
  for (let k = 0; k < logits.length; k++) {
    if ((competing === null || competing[k] === 1) && logits[k]! > max) max = logits[k]!;
  }
  let sum = 0;
  for (let k = 0; k < logits.length; k++) {
    const share = competing === null || competing[k] === 1 ? Math.exp(logits[k]! - max) : 0;
    logits[k] = share;
    sum += share;
  }
  for (let k = 0; k < logits.length; k++) logits[k]! /= sum;
  logits[truth]! -= 1;
}
