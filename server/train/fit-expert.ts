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
import { nuisanceDirections, type NuisanceOptions } from './nuisance.ts';

/** A `copy` is learned from, and has no say in which features there are; no fit learns from the others. */
export type TextUse = 'original' | 'copy' | 'only-judged';

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
  /** Per text, what it is for. */
  readonly uses: readonly TextUse[];
  /** Per text, which prompt it answers. */
  readonly prompts: Int32Array;
  readonly fit: FitOptions;
  /** Also fit on all texts, for the profile that ships. */
  readonly whole: WholeTask | null;
}

export interface FitOptions extends Pick<LinearOptions, 'epochs' | 'step' | 'decay'> {
  readonly nuisance: NuisanceOptions | null;
}

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
  readonly idf: Uint8Array;
  readonly families: LinearWeights;
  /** Of the most common features only, which are the first slots. */
  readonly models: LinearWeights;
}

/** The shuffle's seed; the same for every fit, so that a fit depends on its texts alone. */
const seed = 7;

export function fitExpert(task: ExpertTask): FittedExpert {
  const { expert, texts, classCount } = task;
  // Thrice the features of a fit: which are the most common differs per group, and some share a cell.
  const table = countTexts(expert, texts, task.keptWords, task.mostFeatures * 3);
  const heldOutLogits = new Float32Array(texts.length * classCount);
  const groups = [...new Set(task.heldOut)].filter((group) => group >= 0);
  for (const group of groups) {
    const seen = indicesWhere(
      task.heldOut,
      (value, text) => value !== group && task.uses[text] !== 'only-judged',
    );
    const held = indicesWhere(task.heldOut, (value) => value === group);
    const space = chooseFeatures(table, originalsOf(task, seen), task.mostFeatures);
    const rows = toSparseRows(table, space);
    const fitted = fitClasses(task, rows, space.buckets.length, seen);
    for (const text of held) {
      heldOutLogits.set(logitsOf(rows, fitted, classCount, text), text * classCount);
    }
  }
  const whole = task.whole === null ? null : fitWhole(task, task.whole, table);
  return { expert, heldOutLogits, whole };
}

function originalsOf({ uses }: ExpertTask, texts: Int32Array): Int32Array {
  return texts.filter((text) => uses[text] === 'original');
}

function fitClasses(
  task: ExpertTask,
  rows: SparseRows,
  slotCount: number,
  seen: Int32Array,
): LinearWeights {
  const weights = Float32Array.from(seen, (text) => task.weights[text]!);
  const mean = weights.reduce((sum, weight) => sum + weight, 0) / weights.length;
  const { nuisance } = task.fit;
  const prompts = Int32Array.from(seen, (text) => task.prompts[text]!);
  return fitLinear(
    {
      rows,
      slotCount,
      classCount: task.classCount,
      examples: seen,
      classes: Int32Array.from(seen, (text) => task.classes[text]!),
      weights: weights.map((weight) => weight / mean),
      competitors: task.competitors && Array.from(seen, (text) => task.competitors![text]!),
      nuisance: nuisance && nuisanceDirections(rows, slotCount, seen, prompts, nuisance),
    },
    { ...task.fit, random: createRandom(seed) },
  );
}

function fitWhole(task: ExpertTask, whole: WholeTask, table: FeatureTable): WholeExpert {
  const all = Int32Array.from(task.texts.keys());
  const space = chooseFeatures(table, originalsOf(task, all), task.mostFeatures);
  const rows = toSparseRows(table, space);
  const families = fitClasses(task, rows, space.buckets.length, all);
  if (whole.models.length === 0) {
    const none = { weights: new Float32Array(0), bias: new Float32Array(0) };
    return { ...space, families, models: none };
  }
  const slotCount = Math.min(whole.mostModelFeatures, space.buckets.length);
  const known = indicesWhere(whole.models, (model) => model >= 0);
  const models = fitLinear(
    {
      rows: onlySlotsBelow(slotCount, rows),
      slotCount,
      classCount: whole.modelCount,
      examples: known,
      classes: Int32Array.from(known, (text) => whole.models[text]!),
      weights: new Float32Array(known.length).fill(1),
      competitors: null,
      nuisance: null,
    },
    { ...task.fit, random: createRandom(seed) },
  );
  return { ...space, families, models };
}

/** The same values as for the families: one vector per text, of which models use fewer slots. */
export function onlySlotsBelow(slotCount: number, rows: SparseRows): SparseRows {
  const offsets = new Float64Array(rows.offsets.length);
  const kept = rows.slots.reduce((count, slot) => count + (slot < slotCount ? 1 : 0), 0);
  const slots = new Int32Array(kept);
  const values = new Float32Array(kept);
  let at = 0;
  for (let text = 0; text + 1 < offsets.length; text++) {
    for (let i = rows.offsets[text]!; i < rows.offsets[text + 1]!; i++) {
      const slot = rows.slots[i]!;
      if (slot >= slotCount) continue;
      slots[at] = slot;
      values[at++] = rows.values[i]!;
    }
    offsets[text + 1] = at;
  }
  return { offsets, slots, values };
}

export function logitsOf(
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

export function indicesWhere(
  values: Int32Array,
  test: (value: number, index: number) => boolean,
): Int32Array {
  return Int32Array.from(values.keys()).filter((index) => test(values[index]!, index));
}
