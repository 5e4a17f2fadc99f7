import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { argmax, softmax, toBasisPoints } from '../../../server/engine/numbers.ts';
import { nearestMixture, projectToSimplex } from '../../../server/engine/simplex.ts';

const sum = (values: Iterable<number>): number => [...values].reduce((total, v) => total + v, 0);
const finite = fc.double({ min: -1e6, max: 1e6, noNaN: true });
const vector = fc.array(finite, { minLength: 1, maxLength: 20 }).map((v) => Float64Array.from(v));
const distribution = fc
  .array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 1, maxLength: 20 })
  .filter((values) => sum(values) > 0)
  .map((values) => values.map((value) => value / sum(values)));

describe('basis points', () => {
  test('sum to 10,000, each within one of the exact value', () => {
    fc.assert(
      fc.property(distribution, (probabilities) => {
        const points = toBasisPoints(probabilities);
        expect(sum(points)).toBe(10_000);
        points.forEach((value, i) => {
          expect(Number.isInteger(value)).toBe(true);
          expect(Math.abs(value - probabilities[i]! * 10_000)).toBeLessThan(1 + 1e-6);
        });
      }),
      { numRuns: 1000 },
    );
  });

  test('go to the largest remainders, and to the first of equal ones', () => {
    expect(toBasisPoints([1 / 3, 1 / 3, 1 / 3])).toEqual([3334, 3333, 3333]);
    expect(toBasisPoints([0, 1])).toEqual([0, 10_000]);
  });
});

describe('softmax', () => {
  test('is a distribution in the order of the logits, however large they are', () => {
    fc.assert(
      fc.property(vector, (logits) => {
        const probabilities = logits.slice();
        softmax(probabilities);
        expect(sum(probabilities)).toBeCloseTo(1, 9);
        expect(probabilities.every((value) => value >= 0 && value <= 1)).toBe(true);
        expect(probabilities[argmax(logits)]).toBe(Math.max(...probabilities));
      }),
    );
  });
});

describe('the projection onto the simplex', () => {
  const project = (values: Float64Array): Float64Array => {
    const projected = values.slice();
    projectToSimplex(projected);
    return projected;
  };

  test('is a distribution, and leaves one as it is', () => {
    fc.assert(
      fc.property(vector, (values) => {
        const projected = project(values);
        expect(projected.every((value) => value >= 0)).toBe(true);
        expect(sum(projected)).toBeCloseTo(1, 6);
        project(projected).forEach((value, i) => expect(value).toBeCloseTo(projected[i]!, 6));
      }),
    );
  });

  test('is nearer than any other distribution', () => {
    const distance = (a: ArrayLike<number>, b: ArrayLike<number>): number =>
      Array.from(a).reduce((total, value, i) => total + (value - b[i]!) ** 2, 0);
    const small = fc.double({ min: -5, max: 5, noNaN: true });
    const pair = fc.integer({ min: 1, max: 8 }).chain((size) =>
      fc.tuple(
        fc.array(small, { minLength: size, maxLength: size }),
        fc.array(fc.double({ min: 1e-3, max: 1, noNaN: true }), {
          minLength: size,
          maxLength: size,
        }),
      ),
    );
    fc.assert(
      fc.property(pair, ([values, weights]) => {
        const target = Float64Array.from(values);
        const other = weights.map((weight) => weight / sum(weights));
        expect(distance(project(target), target)).toBeLessThanOrEqual(
          distance(other, target) + 1e-9,
        );
      }),
    );
  });
});

test('the nearest mixture of distributions that are unlike finds the weights again', () => {
  const rows = Float64Array.from([0.8, 0.1, 0.1, 0.1, 0.7, 0.2, 0.2, 0.2, 0.6]);
  fc.assert(
    fc.property(
      fc
        .array(fc.double({ min: 0.01, max: 1, noNaN: true }), { minLength: 3, maxLength: 3 })
        .map((values) => values.map((value) => value / sum(values))),
      (weights) => {
        const target = Float64Array.from([0, 1, 2], (k) =>
          sum(weights.map((weight, i) => weight * rows[i * 3 + k]!)),
        );
        const found = nearestMixture(rows, target, 0);
        expect(sum(found)).toBeCloseTo(1, 6);
        found.forEach((weight, i) => expect(weight).toBeCloseTo(weights[i]!, 3));
      },
    ),
    { numRuns: 30 },
  );
});
