/**
 * One expert of a profile → the same expert fitted to references. It keeps its n-grams and begins with
 * its weights, since a few hundred texts cannot tell which n-grams are habits; what is learned is the
 * difference. References answer the same prompts, so all families compete for every text.
 */

import { FeatureBuffer } from '../engine/feature-buffer.ts';
import { FeatureCounter, featureValue } from '../engine/feature-counter.ts';
import { findFeatures } from '../engine/find-features.ts';
import { decodeProfile, type Expert, type Profile } from '../engine/profile.ts';
import { createRandom } from '../engine/random.ts';
import { Tokens } from '../engine/tokens.ts';
import { indicesWhere, logitsOf, onlySlotsBelow, type WholeExpert } from './fit-expert.ts';
import type { WholeTask } from './fit-expert.ts';
import { fitLinear, type LinearWeights, type SparseRows } from './fit-linear.ts';

export interface AdaptTask {
  /** Index of the expert. */
  readonly expert: number;
  /** The profile that is begun with. */
  readonly profile: Uint8Array;
  readonly texts: readonly string[];
  readonly classCount: number;
  /** Per class, the profile's family whose weights it begins with. */
  readonly columns: readonly number[];
  /** Class and weight of every text. */
  readonly classes: Int32Array;
  readonly weights: Float32Array;
  /** Per text, the part of the prompts that it is held out with. */
  readonly parts: Int32Array;
  /** Per text, the families that it is held out with to play strangers; -1: it never does. */
  readonly parties: Int32Array;
  readonly models: WholeTask;
}

export interface AdaptedExpert {
  /** Text-major: by weights that saw neither the text nor its prompt. */
  readonly heldOutLogits: Float32Array;
  /** Text-major: by weights that never saw the text's family, which cannot come first. */
  readonly strangerLogits: Float32Array;
  readonly whole: WholeExpert;
}

/** How much of the profile's weights is begun with: of none to all, nothing was better for 100 references a
 *  family of sources that these weights had not seen (docs/references.md). */
const share = 0.7;
/** Fewer rounds in larger steps than for the shipped profile were as good, and take a third of the time. */
const fit = { epochs: 4, step: 8, decay: 1e-6 };
/** A logit that no family comes first with. */
const impossible = -50;
const seed = 7;

export function adaptExpert(task: AdaptTask): AdaptedExpert {
  const profile = decodeProfile(task.profile);
  const expert = profile.experts[task.expert]!;
  const rows = rowsOf(task.texts, expert, profile);
  const start = startOf(expert, task.columns);
  const given = logitsOfAll(rows, start, task);
  const learn = (seen: Int32Array): LinearWeights => fitClasses(task, { rows, start, given }, seen);
  const heldOut = (parts: Int32Array): Float32Array => {
    const logits = new Float32Array(given.length);
    for (const part of new Set(parts)) {
      if (part < 0) continue;
      const fitted = learn(indicesWhere(parts, (other) => other !== part));
      for (const text of indicesWhere(parts, (other) => other === part)) {
        logits.set(logitsOf(rows, fitted, task.classCount, text), text * task.classCount);
      }
    }
    return logits;
  };
  const strangerLogits = heldOut(task.parties);
  hideOwnParties(strangerLogits, task);
  const everything = Int32Array.from(task.texts.keys());
  const { buckets, idf } = expert;
  return {
    heldOutLogits: heldOut(task.parts),
    strangerLogits,
    whole: { buckets, idf, families: learn(everything), models: fitModels(task, rows) },
  };
}

interface Given {
  readonly rows: SparseRows;
  readonly start: LinearWeights;
  /** The logits of `start`, text-major. */
  readonly given: Float32Array;
}

function fitClasses(
  task: AdaptTask,
  { rows, start, given }: Given,
  seen: Int32Array,
): LinearWeights {
  const size = task.classCount;
  const weights = Float32Array.from(seen, (text) => task.weights[text]!);
  const mean = weights.reduce((sum, weight) => sum + weight, 0) / weights.length;
  const classes = Int32Array.from(seen, (text) => task.classes[text]!);
  // Whoever has no texts here must not be blamed for the habits of those who have.
  const there = [...new Set(classes)].sort((a, b) => a - b);
  const learned = fitLinear(
    {
      rows,
      slotCount: start.weights.length / size,
      classCount: there.length,
      examples: seen,
      classes: classes.map((own) => there.indexOf(own)),
      weights: weights.map((weight) => weight / mean),
      competitors: null,
      nuisance: null,
      given: onlyColumns(given, there, size),
    },
    { ...fit, random: createRandom(seed) },
  );
  return {
    weights: withColumns(start.weights, learned.weights, there, size),
    bias: withColumns(start.bias, learned.bias, there, size),
  };
}

function onlyColumns(matrix: Float32Array, columns: readonly number[], size: number): Float32Array {
  const kept = new Float32Array((matrix.length / size) * columns.length);
  for (let at = 0; at < kept.length; at++) {
    const row = Math.floor(at / columns.length);
    kept[at] = matrix[row * size + columns[at % columns.length]!]!;
  }
  return kept;
}

/** A copy with what was learned added to these columns. */
function withColumns(
  matrix: Float32Array,
  learned: Float32Array,
  columns: readonly number[],
  size: number,
): Float32Array {
  const sums = matrix.slice();
  for (let at = 0; at < learned.length; at++) {
    const row = Math.floor(at / columns.length);
    sums[row * size + columns[at % columns.length]!]! += learned[at]!;
  }
  return sums;
}

/** Of the profile's families, those that the classes begin as. */
function startOf({ families }: Expert, columns: readonly number[]): LinearWeights {
  const from = families.bias.length;
  const size = columns.length;
  const weights = new Float32Array(families.slotCount * size);
  for (let slot = 0; slot < families.slotCount; slot++) {
    for (let k = 0; k < size; k++) {
      const column = columns[k]!;
      weights[slot * size + k] =
        share * families.weights[slot * from + column]! * families.scale[column]!;
    }
  }
  return { weights, bias: Float32Array.from(columns, (column) => share * families.bias[column]!) };
}

/** As they are judged later, by the profile's own n-grams. */
function rowsOf(texts: readonly string[], expert: Expert, { keptWords }: Profile): SparseRows {
  const tokens = new Tokens();
  const features = new FeatureBuffer();
  const counter = new FeatureCounter(expert.vocabulary);
  const offsets = new Float64Array(texts.length + 1);
  const counted = texts.map((text, i) => {
    tokens.read(text);
    findFeatures(expert.name, tokens, keptWords, features);
    counter.count(features);
    const slots = counter.slots.slice(0, counter.slotCount);
    const values = Float32Array.from(slots, (slot) =>
      featureValue(counter.counts[slot]!, expert.idf[slot]!),
    );
    const norm = Math.sqrt(values.reduce((sum, value) => sum + value * value, 0)) || 1;
    offsets[i + 1] = offsets[i]! + slots.length;
    return { slots, values: values.map((value) => value / norm) };
  });
  const slots = new Int32Array(offsets[texts.length]!);
  const values = new Float32Array(slots.length);
  counted.forEach((row, i) => {
    slots.set(row.slots, offsets[i]);
    values.set(row.values, offsets[i]);
  });
  return { offsets, slots, values };
}

function logitsOfAll(rows: SparseRows, start: LinearWeights, task: AdaptTask): Float32Array {
  const logits = new Float32Array(task.texts.length * task.classCount);
  for (const text of task.texts.keys()) {
    logits.set(logitsOf(rows, start, task.classCount, text), text * task.classCount);
  }
  return logits;
}

/** A stranger's family and those that were left out with it are not among those that it could be. */
function hideOwnParties(logits: Float32Array, { classes, parties, classCount }: AdaptTask): void {
  const partyOf = new Map(Array.from(classes, (own, text) => [own, parties[text]!]));
  parties.forEach((party, text) => {
    if (party < 0) return;
    for (let k = 0; k < classCount; k++) {
      if (partyOf.get(k) === party) logits[text * classCount + k] = impossible;
    }
  });
}

function fitModels({ models }: AdaptTask, rows: SparseRows): LinearWeights {
  if (models.modelCount === 0) return { weights: new Float32Array(0), bias: new Float32Array(0) };
  const known = indicesWhere(models.models, (model) => model >= 0);
  return fitLinear(
    {
      rows: onlySlotsBelow(models.mostModelFeatures, rows),
      slotCount: models.mostModelFeatures,
      classCount: models.modelCount,
      examples: known,
      classes: Int32Array.from(known, (text) => models.models[text]!),
      weights: new Float32Array(known.length).fill(1),
      competitors: null,
      nuisance: null,
    },
    { ...fit, random: createRandom(seed) },
  );
}
