/** The small statistics of the student audit, against values from tables and against what they promise. */

import { describe, expect, test } from 'vitest';
import { createRandom, type Random } from '../../../server/engine/random.ts';
import { wagerOn } from '../../../server/student/betting.ts';
import { holm } from '../../../server/student/holm.ts';
import { inverseOf, type Matrix, withoutNegative } from '../../../server/student/linear-algebra.ts';
import { differences, signFlip } from '../../../server/student/paired.ts';
import { robustScale } from '../../../server/student/robust-scale.ts';
import { studentUpper } from '../../../server/student/student-t.ts';

describe('the tail of Student’s t, as printed in tables', () => {
  for (const [t, degrees, p] of [
    [0, 7, 0.5],
    [2.228, 10, 0.025],
    [-2.228, 10, 0.975],
    [1.729, 19, 0.05],
    [12.706, 1, 0.025],
    [3.46, 60, 0.0005],
  ] as const) {
    test(`t ${t}, ${degrees} degrees of freedom`, () => {
      expect(studentUpper(t, degrees)).toBeCloseTo(p, 4);
    });
  }
});

describe('Holm', () => {
  for (const [values, adjusted] of [
    [[0.01], [0.01]],
    [
      [0.04, 0.01, 0.03],
      [0.06, 0.03, 0.06],
    ],
    [
      [0.9, 0.8],
      [1, 1],
    ],
  ] as const) {
    test(values.join(', '), () => {
      holm(values).forEach((value, i) => {
        expect(value).toBeCloseTo(adjusted[i]!, 12);
      });
    });
  }
});

test('a few far out do not move the middle or the scale by much', () => {
  const random = createRandom(1);
  const values = Array.from({ length: 60 }, () => normal(random));
  const { middle, scale } = robustScale(values);
  const spoiled = robustScale([...values, 9, 9, 9]);
  expect(Math.abs(middle)).toBeLessThan(0.6);
  expect(scale).toBeGreaterThan(0.7);
  expect(Math.abs(spoiled.middle - middle)).toBeLessThan(0.2);
  expect(spoiled.scale / scale).toBeLessThan(2);
});

describe('small matrices', () => {
  const random = createRandom(2);
  const size = 8;
  const factor = Float64Array.from({ length: size * size }, () => normal(random));
  const square = product({ size, values: factor }, transposed({ size, values: factor }));

  test('a matrix times its inverse is the identity', () => {
    const values = square.values.map((value, i) => value + (i % (size + 1) === 0 ? 0.1 : 0));
    const one = product({ size, values }, inverseOf({ size, values }));
    one.values.forEach((value, i) => {
      expect(value).toBeCloseTo(i % (size + 1) === 0 ? 1 : 0, 8);
    });
  });

  test('what has no negative eigenvalue stays as it is', () => {
    withoutNegative(square).values.forEach((value, i) => {
      expect(value).toBeCloseTo(square.values[i]!, 8);
    });
  });

  test('negative eigenvalues go, and nothing else', () => {
    // Eigenvalues 3 and -1, along (1, 1) and (1, -1).
    const clipped = withoutNegative({ size: 2, values: Float64Array.of(1, 2, 2, 1) });
    clipped.values.forEach((value) => {
      expect(value).toBeCloseTo(1.5, 10);
    });
  });
});

describe('sign flips', () => {
  test('what leans one way is rare', () => {
    const random = createRandom(3);
    const values = Float64Array.from({ length: 100 }, () => random.next() - 0.3);
    expect(signFlip(values, createRandom(1))).toBeLessThan(0.001);
    expect(
      signFlip(
        values.map((value) => -value),
        createRandom(1),
      ),
    ).toBeGreaterThan(0.99);
  });

  test('no difference at all is no evidence', () => {
    expect(signFlip(new Float64Array(50), createRandom(1))).toBe(1);
  });

  test('under the null, p is at most α in α of all cases', () => {
    const random = createRandom(4);
    let rare = 0;
    for (let run = 0; run < 60; run++) {
      const values = Float64Array.from({ length: 12 }, () => (random.next() - 0.5) ** 3);
      if (signFlip(values, random) <= 0.1) rare++;
    }
    // Binomial: 14 or more of 60 at 0.1 happen in two runs of a thousand; the seed is fixed.
    expect(rare).toBeLessThan(14);
  });

  test('prompts that one of the two did not answer are no pairs', () => {
    const first = Float64Array.of(0.5, NaN, 1, 0);
    const second = Float64Array.of(0.25, 0.5, NaN, 1);
    expect([...differences(first, second)]).toEqual([0.25, -1]);
  });
});

describe('betting', () => {
  const alpha = 0.05;

  test('stops early where the student is above, and the capital is that of the bets', () => {
    const random = createRandom(5);
    const values = Array.from({ length: 400 }, () => random.next() - 0.3);
    const { stoppedAfter, log2Capital } = wagerOn(values, alpha);
    expect(stoppedAfter).not.toBeNull();
    expect(log2Capital[stoppedAfter! - 1]).toBeGreaterThanOrEqual(Math.log2(1 / alpha));
    expect(stoppedAfter).toBeLessThan(200);
  });

  test('a bet knows only the past', () => {
    const first = wagerOn([0.5, 0.5, 0.5, -1], alpha).log2Capital;
    const second = wagerOn([0.5, 0.5, 0.5, 1], alpha).log2Capital;
    expect(first.slice(0, 3)).toEqual(second.slice(0, 3));
    expect(first[0]).toBe(0);
  });

  for (const [name, draw] of [
    ['symmetric', (random: Random) => random.next() - random.next()],
    ['skewed up', (random: Random) => (random.next() < 0.05 ? 0.95 : -0.05)],
    ['skewed down', (random: Random) => (random.next() < 0.05 ? -0.95 : 0.05)],
  ] as const) {
    test(`false alarms at any time, ${name}`, () => {
      const random = createRandom(6);
      let alarms = 0;
      for (let run = 0; run < 400; run++) {
        const values = Array.from({ length: 150 }, () => draw(random));
        if (wagerOn(values, alpha).stoppedAfter !== null) alarms++;
      }
      // Mean 20 at most; the seed is fixed.
      expect(alarms).toBeLessThan(30);
    });
  }
});

function normal(random: Random): number {
  return Math.sqrt(-2 * Math.log(1 - random.next())) * Math.cos(2 * Math.PI * random.next());
}

function product(a: Matrix, b: Matrix): Matrix {
  const { size } = a;
  const values = Float64Array.from({ length: size * size }, (_, index) => {
    const [row, column] = [Math.floor(index / size), index % size];
    let sum = 0;
    for (let k = 0; k < size; k++) sum += a.values[row * size + k]! * b.values[k * size + column]!;
    return sum;
  });
  return { size, values };
}

function transposed({ size, values }: Matrix): Matrix {
  return { size, values: values.map((_, i) => values[(i % size) * size + Math.floor(i / size)]!) };
}
