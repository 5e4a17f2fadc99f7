/**
 * What prompts do to texts, whoever answers: the directions in which the mean texts of prompts differ
 * most. A fit that may not use them cannot mistake a topic for an author, which is what goes wrong on
 * sources that nobody has seen. Nuisance attribute projection (Solomonoff, Campbell and Boardman
 * 2005, section 3), with prompts for channels.
 */

import { createRandom } from '../engine/random.ts';
import type { SparseRows } from './fit-linear.ts';

export interface NuisanceOptions {
  /** How many directions are taken away. */
  readonly directions: number;
  /** How many prompts, drawn by a seed, tell them. */
  readonly mostPrompts: number;
}

/** Orthonormal directions, slot-major: `values[slot * count + direction]`. */
export interface Directions {
  readonly count: number;
  readonly values: Float32Array;
}

/** A prompt with fewer answers says more about its authors than about itself. */
const fewestAnswers = 4;
const powerRounds = 4;
const seed = 5;

/** `prompts`: per example, which prompt it answers. Null if too few prompts have enough answers. */
export function nuisanceDirections(
  rows: SparseRows,
  slotCount: number,
  examples: Int32Array,
  prompts: Int32Array,
  { directions, mostPrompts }: NuisanceOptions,
): Directions | null {
  const groups = groupsOf(examples, prompts).slice(0, mostPrompts);
  if (groups.length <= directions) return null;
  const grandMean = meanOf(rows, slotCount, examples);
  const means = groups.map((group) => weightedMean(rows, slotCount, group));
  const random = createRandom(seed);
  let basis = Float32Array.from({ length: slotCount * directions }, () => random.next() - 0.5);
  orthonormalize(basis, directions);
  for (let round = 0; round < powerRounds; round++) {
    basis = timesCovariance(means, grandMean, basis, directions);
    orthonormalize(basis, directions);
  }
  return { count: directions, values: basis };
}

/** The examples of each prompt that has enough of them, in a drawn order. */
function groupsOf(examples: Int32Array, prompts: Int32Array): number[][] {
  const byPrompt = Map.groupBy(examples.keys(), (index) => prompts[index]!);
  const groups = [...byPrompt.values()].filter((group) => group.length >= fewestAnswers);
  const order = Int32Array.from(groups.keys());
  createRandom(seed).shuffle(order);
  return Array.from(order, (group) => groups[group]!.map((index) => examples[index]!));
}

/** A sparse vector: the mean text of a prompt, times the root of how many texts that is a mean of. */
interface PromptMean {
  readonly slots: Int32Array;
  readonly values: Float32Array;
  readonly weight: number;
}

function meanOf(rows: SparseRows, slotCount: number, texts: ArrayLike<number>): Float32Array {
  const mean = new Float32Array(slotCount);
  for (let t = 0; t < texts.length; t++) {
    for (let i = rows.offsets[texts[t]!]!; i < rows.offsets[texts[t]! + 1]!; i++)
      mean[rows.slots[i]!]! += rows.values[i]! / texts.length;
  }
  return mean;
}

function weightedMean(rows: SparseRows, slotCount: number, texts: number[]): PromptMean {
  const mean = meanOf(rows, slotCount, texts);
  const slots = Int32Array.from(mean.keys()).filter((slot) => mean[slot] !== 0);
  const weight = Math.sqrt(texts.length);
  return { slots, values: Float32Array.from(slots, (slot) => mean[slot]! * weight), weight };
}

/** Covariance of the prompts' means times a basis, without ever having the covariance. */
function timesCovariance(
  means: readonly PromptMean[],
  grandMean: Float32Array,
  basis: Float32Array,
  directions: number,
): Float32Array<ArrayBuffer> {
  const product = new Float32Array(basis.length);
  const ofGrandMean = new Float64Array(directions);
  addProjection(ofGrandMean, grandMean.keys(), grandMean, basis);
  const centre = new Float64Array(directions);
  const along = new Float64Array(directions);
  for (const { slots, values, weight } of means) {
    along.fill(0);
    addProjection(along, slots, values, basis);
    for (let d = 0; d < directions; d++) {
      along[d]! -= weight * ofGrandMean[d]!;
      centre[d]! += weight * along[d]!;
    }
    for (let i = 0; i < slots.length; i++) {
      const value = values[i]!;
      const base = slots[i]! * directions;
      for (let d = 0; d < directions; d++) product[base + d]! += value * along[d]!;
    }
  }
  for (let slot = 0; slot < grandMean.length; slot++) {
    for (let d = 0; d < directions; d++)
      product[slot * directions + d]! -= grandMean[slot]! * centre[d]!;
  }
  return product;
}

/** Adds a sparse vector's coordinates in a basis. */
function addProjection(
  into: Float64Array,
  slots: Iterable<number>,
  values: Float32Array,
  basis: Float32Array,
): void {
  let i = 0;
  for (const slot of slots) {
    const value = values[i++]!;
    const base = slot * into.length;
    for (let d = 0; d < into.length; d++) into[d]! += value * basis[base + d]!;
  }
}

/** In place, by the Cholesky factor of the basis' Gram matrix. */
function orthonormalize(basis: Float32Array, directions: number): void {
  const factor = new Float64Array(directions * directions);
  for (let base = 0; base < basis.length; base += directions) {
    for (let x = 0; x < directions; x++) {
      for (let y = 0; y <= x; y++)
        factor[x * directions + y]! += basis[base + x]! * basis[base + y]!;
    }
  }
  for (let x = 0; x < directions; x++) {
    for (let y = 0; y <= x; y++) {
      let rest = factor[x * directions + y]!;
      for (let z = 0; z < y; z++) rest -= factor[x * directions + z]! * factor[y * directions + z]!;
      factor[x * directions + y] =
        x === y ? Math.sqrt(Math.max(rest, 1e-12)) : rest / factor[y * directions + y]!;
    }
  }
  for (let base = 0; base < basis.length; base += directions) {
    for (let x = 0; x < directions; x++) {
      let rest = basis[base + x]!;
      for (let y = 0; y < x; y++) rest -= basis[base + y]! * factor[x * directions + y]!;
      basis[base + x] = rest / factor[x * directions + x]!;
    }
  }
}

/** Coordinates of every example in the directions, example-major. */
export function projections(
  rows: SparseRows,
  examples: Int32Array,
  { count, values }: Directions,
): Float32Array {
  const result = new Float32Array(examples.length * count);
  const along = new Float64Array(count);
  examples.forEach((text, index) => {
    const from = rows.offsets[text]!;
    const to = rows.offsets[text + 1]!;
    along.fill(0);
    addProjection(along, rows.slots.subarray(from, to), rows.values.subarray(from, to), values);
    result.set(along, index * count);
  });
  return result;
}

/** Takes the directions out of weights (slot-major, one column per class), in place. */
export function removeDirections(
  weights: Float32Array,
  classCount: number,
  { count, values }: Directions,
): void {
  const slotCount = weights.length / classCount;
  const along = new Float64Array(count * classCount);
  const eachPair = (use: (weight: number, value: number, pair: number) => void): void => {
    for (let slot = 0; slot < slotCount; slot++) {
      for (let d = 0; d < count; d++) {
        for (let k = 0; k < classCount; k++)
          use(slot * classCount + k, values[slot * count + d]!, d * classCount + k);
      }
    }
  };
  eachPair((weight, value, pair) => (along[pair]! += value * weights[weight]!));
  eachPair((weight, value, pair) => (weights[weight]! -= value * along[pair]!));
}
