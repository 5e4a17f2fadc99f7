/** The compiled loops against the plain ones. */

import { readFile } from 'node:fs/promises';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { compileKernel, kernelBytesFile } from '../../../scripts/compile-kernel.ts';
import { findSpelling } from '../../../server/engine/experts/spelling.ts';
import { FeatureBuffer } from '../../../server/engine/feature-buffer.ts';
import {
  type CountedFeatures,
  FeatureCounter,
  featureValue,
} from '../../../server/engine/feature-counter.ts';
import { bucketOf } from '../../../server/engine/hash.ts';
import { createKernel } from '../../../server/engine/kernel.ts';
import type { Expert, LinearLayer } from '../../../server/engine/profile.ts';
import { analysedCharsLimit, Tokens } from '../../../server/engine/tokens.ts';
import { cellOf, Vocabulary } from '../../../server/engine/vocabulary.ts';

test('the bytes are those of the source', async () => {
  expect(await readFile(kernelBytesFile, 'utf8')).toBe(await compileKernel());
});

const int8 = fc.integer({ min: -128, max: 127 });
/** Few different ones, so that features repeat, some of them in a cell of another. */
const hash = fc
  .tuple(fc.integer({ min: 0, max: 40 }), fc.integer({ min: 0, max: 3 }))
  .map(([cell, tag]) => (cell << 16) | (tag << 10));

const layer = (slotCount: number, classes: number): fc.Arbitrary<LinearLayer> =>
  fc
    .array(int8, { minLength: slotCount * classes, maxLength: slotCount * classes })
    .map((weights) => ({
      slotCount,
      weights: Int8Array.from(weights),
      scale: new Float32Array(classes),
      bias: new Float32Array(classes),
    }));

const expert: fc.Arbitrary<Expert> = fc
  .tuple(
    fc.uniqueArray(hash, { selector: (value) => cellOf(bucketOf(value)), minLength: 1 }),
    fc.integer({ min: 1, max: 40 }),
    fc.integer({ min: 0, max: 20 }),
  )
  .chain(([kept, families, models]) =>
    fc.record({
      name: fc.constant('phrase' as const),
      vocabulary: fc.constant(new Vocabulary(kept.map(bucketOf))),
      buckets: fc.constant(Uint32Array.from(kept, bucketOf)),
      idf: fc.uint8Array({ minLength: kept.length, maxLength: kept.length }),
      families: layer(kept.length, families),
      models: layer(models === 0 ? 0 : Math.ceil(kept.length / 2), models),
    }),
  );

function sumsOf({ slots, slotCount, counts }: CountedFeatures, idf: Uint8Array, by: LinearLayer) {
  const sums = new Float64Array(by.scale.length);
  let squares = 0;
  for (const slot of slots.subarray(0, slotCount)) {
    const value = featureValue(counts[slot]!, idf[slot]!);
    squares += value * value;
    if (slot >= by.slotCount) continue;
    for (let k = 0; k < sums.length; k++) sums[k]! += value * by.weights[slot * sums.length + k]!;
  }
  return { sums, squares };
}

function checkAlike(experts: readonly Expert[], texts: readonly (readonly number[])[]): void {
  const kernel = createKernel(experts);
  const plain = experts.map(({ vocabulary }) => new FeatureCounter(vocabulary));
  const features = new FeatureBuffer(kernel.hashes);
  for (const text of texts) {
    experts.forEach(({ idf, families, models }, e) => {
      features.count = 0;
      for (const found of text) features.add(found, 0, 0);
      const own = kernel.experts[e]!;
      const squares = own.count(features.count);
      plain[e]!.count(features);
      const { slots, slotCount, counts } = plain[e]!;
      expect([...own.slots.subarray(0, own.slotCount)]).toEqual([...slots.subarray(0, slotCount)]);
      expect(own.counts).toEqual(counts);
      const expected = sumsOf(plain[e]!, idf, families);
      const sums = new Float64Array(families.scale.length);
      own.weighFamilies(sums);
      expect(squares).toBe(expected.squares);
      expect(sums).toEqual(expected.sums);
      if (models.slotCount === 0) return;
      const from = Math.floor(models.scale.length / 3);
      const some = new Float64Array(models.scale.length - from);
      own.weighModels(from, some);
      expect(some).toEqual(sumsOf(plain[e]!, idf, models).sums.subarray(from));
    });
  }
}

test('spelling is found as the plain loop finds it', () => {
  const kernel = createKernel([]);
  const tokens = new Tokens();
  const features = new FeatureBuffer();
  const text = fc.string({ unit: 'binary', maxLength: 50 });
  const longest = 'Ab \u2019\n'.repeat(analysedCharsLimit);
  const check = (read: string): void => {
    tokens.read(read);
    features.count = 0;
    findSpelling(tokens, features);
    const count = kernel.findSpelling(tokens);
    expect(kernel.hashes.subarray(0, count)).toEqual(features.hashes.subarray(0, features.count));
  };
  fc.assert(fc.property(text, check));
  for (let length = 0; length < 12; length++) check(longest.slice(0, length));
  check(longest);
});

describe('counting and weighing', () => {
  test('is what the plain loops do, for one text after the other', () => {
    const texts = fc.array(fc.array(hash, { maxLength: 300 }), { minLength: 1, maxLength: 4 });
    fc.assert(fc.property(fc.array(expert, { minLength: 1, maxLength: 3 }), texts, checkAlike), {
      numRuns: 60,
    });
  });

  test('is exact for the largest values there can be', () => {
    const buckets = Array.from({ length: 3000 }, (_, cell) => cell << 6);
    const extreme = (classes: number): LinearLayer => ({
      slotCount: buckets.length,
      weights: new Int8Array(buckets.length * classes).fill(-128),
      scale: new Float32Array(classes),
      bias: new Float32Array(classes),
    });
    const loud: Expert = {
      name: 'phrase',
      vocabulary: new Vocabulary(buckets),
      buckets: Uint32Array.from(buckets),
      idf: new Uint8Array(buckets.length).fill(255),
      families: extreme(16),
      models: extreme(5),
    };
    const text = buckets.flatMap((bucket) => new Array<number>(30).fill(bucket << 10));
    checkAlike([loud], [text, text.slice(0, 7000)]);
  });
});
