import { describe, expect, test } from 'vitest';
import { createRandom } from '../../../server/engine/random.ts';
import { fitLinear, type SparseRows } from '../../../server/train/fit-linear.ts';
import { nuisanceDirections, removeDirections } from '../../../server/train/nuisance.ts';

// Two authors answer twelve prompts. Slots 0 and 1 say who wrote, a little; slots 2 to 5 say what about,
// and loudly. The first author got the prompts of one topic more often.
const slotCount = 6;
const random = createRandom(3);
const prompts: number[] = [];
const authors: number[] = [];
const texts = Array.from({ length: 240 }, (_, i) => {
  const prompt = i % 12;
  const topic = prompt % 4;
  const author = random.next() < (topic === 0 ? 0.9 : 0.4) ? 0 : 1;
  prompts.push(prompt);
  authors.push(author);
  const values = new Float32Array(slotCount).map(() => random.next() * 0.1);
  values[author]! += 0.05;
  values[2 + topic]! += 0.9;
  return values;
});
const rows: SparseRows = {
  offsets: Float64Array.from({ length: texts.length + 1 }, (_, i) => i * slotCount),
  slots: Int32Array.from({ length: texts.length * slotCount }, (_, i) => i % slotCount),
  values: Float32Array.from(texts.flatMap((values) => [...values])),
};
const examples = Int32Array.from(texts.keys());
const options = { directions: 3, mostPrompts: 12 };
const directions = nuisanceDirections(
  rows,
  slotCount,
  examples,
  Int32Array.from(prompts),
  options,
)!;

const dot = (a: ArrayLike<number>, b: ArrayLike<number>): number =>
  Array.from(a).reduce((sum, value, i) => sum + value * b[i]!, 0);
const direction = (d: number): Float32Array =>
  Float32Array.from({ length: slotCount }, (_, slot) => directions.values[slot * 3 + d]!);

describe('what prompts do to texts', () => {
  test('is told by directions at right angles to each other, of length one', () => {
    for (let a = 0; a < 3; a++) {
      for (let b = 0; b < 3; b++)
        expect(dot(direction(a), direction(b))).toBeCloseTo(a === b ? 1 : 0, 4);
    }
  });

  test('lies in the topics, and hardly in what authors do', () => {
    for (let d = 0; d < 3; d++) {
      expect(Math.hypot(...direction(d).subarray(0, 2))).toBeLessThan(0.25);
    }
  });

  test('is gone from weights that may not use it', () => {
    const weights = Float32Array.from({ length: slotCount * 2 }, () => random.next() - 0.5);
    removeDirections(weights, 2, directions);
    for (let d = 0; d < 3; d++) {
      for (let k = 0; k < 2; k++) {
        const column = weights.filter((_, i) => i % 2 === k);
        expect(dot(column, direction(d))).toBeCloseTo(0, 5);
      }
    }
  });

  test('is kept from a fit as if the texts had never had it', () => {
    const fit = (values: Float32Array, nuisance: typeof directions | null): Float32Array =>
      fitLinear(
        {
          rows: { ...rows, values },
          slotCount,
          classCount: 2,
          examples,
          classes: Int32Array.from(authors),
          weights: new Float32Array(texts.length).fill(1),
          competitors: null,
          nuisance,
        },
        { epochs: 4, step: 1, decay: 1e-5, random: createRandom(1) },
      ).weights;
    const bare = Float32Array.from(
      texts.flatMap((values) => {
        const kept = values.slice();
        removeDirections(kept, 1, directions);
        return [...kept];
      }),
    );
    const expected = fit(bare, null);
    removeDirections(expected, 2, directions);
    fit(rows.values, directions).forEach((weight, i) =>
      expect(weight).toBeCloseTo(expected[i]!, 3),
    );
    expect(Math.max(...expected)).toBeGreaterThan(0.1);
  });

  test('cannot be told by a few prompts', () => {
    const alike = new Int32Array(texts.length);
    expect(nuisanceDirections(rows, slotCount, examples, alike, options)).toBeNull();
    const unlike = Int32Array.from(texts.keys());
    expect(nuisanceDirections(rows, slotCount, examples, unlike, options)).toBeNull();
  });
});
