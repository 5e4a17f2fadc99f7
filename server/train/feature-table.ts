/** Texts → counts of features; counts → the sparse rows that a model is fitted on. */

import { FeatureBuffer } from '../engine/feature-buffer.ts';
import { FeatureCounter, featureValue } from '../engine/feature-counter.ts';
import { findFeatures } from '../engine/find-features.ts';
import { HashSet } from '../engine/hash-set.ts';
import { bucketCount, bucketOf } from '../engine/hash.ts';
import type { ExpertName } from '../engine/profile.ts';
import { tokenKind, Tokens } from '../engine/tokens.ts';
import { cellCount, cellOf, type SlotLookup } from '../engine/vocabulary.ts';
import type { SparseRows } from './fit-linear.ts';

/** Occurrences of the most common features in every text. */
export interface FeatureTable {
  readonly buckets: Uint32Array;
  /** Text i has `slots`/`counts` from offsets[i] to offsets[i + 1]; slot s is of buckets[s]. */
  readonly offsets: Float64Array;
  readonly slots: Int32Array;
  readonly counts: Uint16Array;
}

/** The features that one fit uses, chosen by the texts that it may see, the most common first. */
export interface FeatureSpace {
  readonly buckets: Uint32Array;
  /** In the steps of the profile file, so that what is fitted is what ships. */
  readonly idf: Uint8Array;
  /** Slot of each of the table's slots, -1 for none. */
  readonly slotOf: Int32Array;
}

/** Steps of one in an inverse document frequency. */
const idfSteps = 16;
/** A feature of fewer texts says who wrote about what, not how. */
const fewestTexts = 5;

/** Counts the features of at least five texts, the `mostFeatures` most common of them. */
export function countTexts(
  expert: ExpertName,
  texts: readonly string[],
  keptWords: readonly number[],
  mostFeatures: number,
): FeatureTable {
  const tokens = new Tokens();
  const features = new FeatureBuffer();
  const kept = new HashSet(keptWords);
  const count = (text: string, into: FeatureCounter): void => {
    tokens.read(text);
    findFeatures(expert, tokens, kept, features);
    into.count(features);
  };
  const everything = new FeatureCounter(everyBucket);
  const documents = new Uint32Array(bucketCount);
  for (const text of texts) {
    count(text, everything);
    for (let i = 0; i < everything.slotCount; i++) documents[everything.slots[i]!]!++;
  }
  const buckets = mostCommon(documents).slice(0, mostFeatures);
  const counter = new FeatureCounter(new BucketMap(buckets));
  const offsets = new Float64Array(texts.length + 1);
  const rows = texts.map((text, i) => {
    count(text, counter);
    const slots = counter.slots.slice(0, counter.slotCount);
    offsets[i + 1] = offsets[i]! + slots.length;
    return { slots, counts: Uint16Array.from(slots, (slot) => counter.counts[slot]!) };
  });
  const slots = new Int32Array(offsets[texts.length]!);
  const counts = new Uint16Array(slots.length);
  rows.forEach((row, i) => {
    slots.set(row.slots, offsets[i]);
    counts.set(row.counts, offsets[i]);
  });
  return { buckets, offsets, slots, counts };
}

/** Every bucket is kept, at its own number. */
const everyBucket: SlotLookup = { size: bucketCount, slotOf: bucketOf };

/** As many buckets as one likes: more than fit into a vocabulary, from which one is then chosen. */
class BucketMap implements SlotLookup {
  readonly size: number;
  readonly #slots = new Int32Array(bucketCount).fill(-1);

  constructor(buckets: Uint32Array) {
    this.size = buckets.length;
    buckets.forEach((bucket, slot) => (this.#slots[bucket] = slot));
  }

  slotOf(hash: number): number {
    return this.#slots[bucketOf(hash)]!;
  }
}

/** Indices of the largest document counts, largest first; none below the least useful count. */
function mostCommon(documents: Uint32Array): Uint32Array {
  const met: number[] = [];
  for (let i = 0; i < documents.length; i++) if (documents[i]! >= fewestTexts) met.push(i);
  return Uint32Array.from(met).sort((a, b) => documents[b]! - documents[a]! || a - b);
}

/** Chooses features by the texts in `seen`; a text outside has no say, not even in the idf. */
export function chooseFeatures(
  table: FeatureTable,
  seen: Int32Array,
  mostFeatures: number,
): FeatureSpace {
  const documents = new Uint32Array(table.buckets.length);
  for (const text of seen) {
    for (let i = table.offsets[text]!; i < table.offsets[text + 1]!; i++)
      documents[table.slots[i]!]!++;
  }
  const kept = onePerCell(table.buckets, mostCommon(documents)).slice(0, mostFeatures);
  const slotOf = new Int32Array(table.buckets.length).fill(-1);
  kept.forEach((wide, slot) => (slotOf[wide] = slot));
  const idf = Uint8Array.from(kept, (wide) =>
    Math.min(255, Math.round(idfSteps * (1 + Math.log(seen.length / documents[wide]!)))),
  );
  return { buckets: Uint32Array.from(kept, (wide) => table.buckets[wide]!), idf, slotOf };
}

/** Of features that a vocabulary has one place for, the first. `wide`: slots of the table. */
function onePerCell(buckets: Uint32Array, wide: Uint32Array): Uint32Array {
  const isTaken = new Uint8Array(cellCount);
  return wide.filter((slot) => {
    const cell = cellOf(buckets[slot]!);
    if (isTaken[cell] === 1) return false;
    isTaken[cell] = 1;
    return true;
  });
}

/** Dampened tf × idf at unit length, for every text of the table. */
export function toSparseRows(table: FeatureTable, space: FeatureSpace): SparseRows {
  const textCount = table.offsets.length - 1;
  const offsets = new Float64Array(textCount + 1);
  let size = 0;
  for (const wide of table.slots) if (space.slotOf[wide]! >= 0) size++;
  const slots = new Int32Array(size);
  const values = new Float32Array(size);
  let at = 0;
  for (let text = 0; text < textCount; text++) {
    const from = at;
    let squares = 0;
    for (let i = table.offsets[text]!; i < table.offsets[text + 1]!; i++) {
      const slot = space.slotOf[table.slots[i]!]!;
      if (slot < 0) continue;
      const value = featureValue(table.counts[i]!, space.idf[slot]!);
      squares += value * value;
      slots[at] = slot;
      values[at++] = value;
    }
    const norm = squares === 0 ? 1 : Math.sqrt(squares);
    for (let i = from; i < at; i++) values[i]! /= norm;
    offsets[text + 1] = at;
  }
  return { offsets, slots, values };
}

const keptWordCount = 800;
const charsForWords = 4000;

/** Lower-case hashes of the words of the most texts: function words, and what every text needs. */
export function frequentWords(texts: readonly string[]): number[] {
  const tokens = new Tokens();
  const documents = new Map<number, number>();
  for (const text of texts) {
    tokens.read(text.slice(0, charsForWords));
    const seen = new Set<number>();
    for (let i = 0; i < tokens.count; i++) {
      if (tokens.kind[i] === tokenKind.word) seen.add(tokens.lowerHash[i]!);
    }
    for (const hash of seen) documents.set(hash, (documents.get(hash) ?? 0) + 1);
  }
  return [...documents]
    .sort((a, b) => b[1] - a[1] || a[0] - b[0])
    .slice(0, keptWordCount)
    .map(([hash]) => hash);
}
