/**
 * One expert: features chosen, weights fitted, and logits for held-out texts by weights that never
 * saw them. Runs in a thread of its own (`fit-experts.ts`).
 */

import { createRandom } from '../engine/random.ts';
import type { ExpertName } from '../engine/profile.ts';
import { chooseFeatures, countTexts, type FeatureTable, toSparseRows } from './feature-table.ts';
import {
  fitLinear,
  type LinearOptions,
  type LinearWeights,
  type SparseRows,
} from './fit-linear.ts';

export interface ExpertTask {
  readonly expert: ExpertName;
  readonly texts: readonly string[];
  readonly keptWords: readonly number[];
  readonly mostFeatures: number;
  readonly classCount: number;
  /** Class and weight of every text. */
  readonly classes: Int32Array;
  readonly weights: Float32Array;
  /** Per text, which classes compete for it; null: all. */
  readonly competitors: readonly Uint8Array[] | null;
  /** Per text, the group that it is held out with, -1: never. One fit per group, without it. */
  readonly heldOut: Int32Array;
  readonly fit: FitOptions;
  /** Also fit on all texts, for the profile that ships. */
  readonly whole: WholeTask | null;
}

export type FitOptions = Pick<LinearOptions, 'epochs' | 'step' | 'decay'>;

/** What only the shipped fit has: the models within the families. */
export interface WholeTask {
  /** Model of every text, -1 for texts of models that are too rare to learn; empty: no models. */
  readonly models: Int32Array;
  readonly modelCount: number;
  /** The models' layer uses this many of the most common features. */
  readonly mostModelFeatures: number;
}

export interface FittedExpert {
  readonly expert: ExpertName;
  /** Text-major logits; rows of texts that were never held out are zeros. */
  readonly heldOutLogits: Float32Array;
  readonly whole: WholeExpert | null;
}

export interface WholeExpert {
  readonly buckets: Uint32Array;
  readonly idf: Float32Array;
  readonly families: LinearWeights;
  /** Slots with weights for models, ascending. */
  readonly modelSlots: Int32Array;
  readonly models: LinearWeights;
}

/** The shuffle's seed; the same for every fit, so that a fit depends on its texts alone. */
const seed = 7;

export function fitExpert(task: ExpertTask): FittedExpert {
  const { expert, texts, classCount } = task;
  // Twice the features of a fit: which of them are the most common differs a little per group.
  const table = countTexts(expert, texts, new Set(task.keptWords), task.mostFeatures * 2);
  const heldOutLogits = new Float32Array(texts.length * classCount);
  const groups = [...new Set(task.heldOut)].filter((group) => group >= 0);
  for (const group of groups) {
    const seen = indicesWhere(task.heldOut, (value) => value !== group);
    const held = indicesWhere(task.heldOut, (value) => value === group);
    const space = chooseFeatures(table, seen, task.mostFeatures);
    const rows = toSparseRows(table, space);
    const fitted = fitClasses(task, rows, space.buckets.length, seen);
    for (const text of held) {
      heldOutLogits.set(logitsOf(rows, fitted, classCount, text), text * classCount);
    }
  }
  const whole = task.whole === null ? null : fitWhole(task, task.whole, table);
  return { expert, heldOutLogits, whole };
}

function fitClasses(
  task: ExpertTask,
  rows: SparseRows,
  slotCount: number,
  seen: Int32Array,
): LinearWeights {
  const weights = Float32Array.from(seen, (text) => task.weights[text]!);
  const mean = weights.reduce((sum, weight) => sum + weight, 0) / weights.length;
  return fitLinear(
    {
      rows,
      slotCount,
      classCount: task.classCount,
      examples: seen,
      classes: Int32Array.from(seen, (text) => task.classes[text]!),
      weights: weights.map((weight) => weight / mean),
      competitors: task.competitors && Array.from(seen, (text) => task.competitors![text]!),
    },
    { ...task.fit, random: createRandom(seed) },
  );
}

function fitWhole(task: ExpertTask, whole: WholeTask, table: FeatureTable): WholeExpert {
  const all = Int32Array.from(task.texts.keys());
  const space = chooseFeatures(table, all, task.mostFeatures);
  const rows = toSparseRows(table, space);
  const families = fitClasses(task, rows, space.buckets.length, all);
  if (whole.models.length === 0) {
    const none = { weights: new Float32Array(0), bias: new Float32Array(0) };
    return { ...space, families, modelSlots: new Int32Array(0), models: none };
  }
  const modelSpace = chooseFeatures(table, all, whole.mostModelFeatures);
  // The same values as for the families: one vector per text, of which models use fewer slots.
  const rowOfSlot = new Int32Array(space.buckets.length).fill(-1);
  modelSpace.slotOf.forEach((row, wide) => {
    if (row >= 0) rowOfSlot[space.slotOf[wide]!] = row;
  });
  const known = indicesWhere(whole.models, (model) => model >= 0);
  const models = fitLinear(
    {
      rows: onlySlots(rows, rowOfSlot),
      slotCount: modelSpace.buckets.length,
      classCount: whole.modelCount,
      examples: known,
      classes: Int32Array.from(known, (text) => whole.models[text]!),
      weights: new Float32Array(known.length).fill(1),
      competitors: null,
    },
    { ...task.fit, random: createRandom(seed) },
  );
  return { ...space, families, modelSlots: indicesWhere(rowOfSlot, (row) => row >= 0), models };
}

function onlySlots(rows: SparseRows, rowOfSlot: Int32Array): SparseRows {
  const offsets = new Float64Array(rows.offsets.length);
  const kept = rows.slots.reduce((count, slot) => count + (rowOfSlot[slot]! >= 0 ? 1 : 0), 0);
  const slots = new Int32Array(kept);
  const values = new Float32Array(kept);
  let at = 0;
  for (let text = 0; text + 1 < offsets.length; text++) {
    for (let i = rows.offsets[text]!; i < rows.offsets[text + 1]!; i++) {
      const row = rowOfSlot[rows.slots[i]!]!;
      if (row < 0) continue;
      slots[at] = row;
      values[at++] = rows.values[i]!;
    }
    offsets[text + 1] = at;
  }
  return { offsets, slots, values };
}

function logitsOf(
  rows: SparseRows,
  { weights, bias }: LinearWeights,
  classCount: number,
  text: number,
): Float64Array {
  const logits = Float64Array.from(bias);
  for (let i = rows.offsets[text]!; i < rows.offsets[text + 1]!; i++) {
    const value = rows.values[i]!;
    const base = rows.slots[i]! * classCount;
    for (let k = 0; k < classCount; k++) logits[k]! += value * weights[base + k]!;
  }
  return logits;
}

function indicesWhere(values: Int32Array, test: (value: number) => boolean): Int32Array {
  return Int32Array.from(values.keys()).filter((index) => test(values[index]!));
}
