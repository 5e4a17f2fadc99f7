/** Standing of made-up models among made-up decoys: habits are random directions, and kinship their products. */

import { describe, expect, test } from 'vitest';
import { createRandom, type Random } from '../../../server/engine/random.ts';
import type { Matrix } from '../../../server/student/linear-algebra.ts';
import { filterFor } from '../../../server/student/matched-filter.ts';
import { thresholdFor } from '../../../server/student/verdict.ts';

const dimensions = 150;
/** Rows of the kinship: the student, the teacher, then the decoys. */
const [student, teacher] = [0, 1];

interface World {
  readonly kinship: Matrix;
  readonly panel: number[];
}

/** `taught`: how much of the teacher's habits the student took over, and the first of the decoys. */
function world(
  decoys: number,
  taught: { student?: number; decoys?: readonly number[] },
  random: Random,
): World {
  const habits = Array.from({ length: 2 + decoys }, () =>
    Array.from({ length: dimensions }, () => random.next() - random.next()),
  );
  const learn = (model: number, share: number): void => {
    habits[model] = habits[model]!.map(
      (own, k) => (1 - share) * own + share * habits[teacher]![k]!,
    );
  };
  learn(student, taught.student ?? 0);
  taught.decoys?.forEach((share, i) => {
    learn(2 + i, share);
  });
  const size = habits.length;
  const values = new Float64Array(size * size);
  for (let a = 0; a < size; a++) {
    for (let b = 0; b < size; b++) {
      for (let k = 0; k < dimensions; k++) values[a * size + b]! += habits[a]![k]! * habits[b]![k]!;
    }
  }
  return { kinship: { size, values }, panel: Array.from({ length: decoys }, (_, i) => 2 + i) };
}

describe('who is called', () => {
  for (const [name, decoys, taught, low, high] of [
    ['a stranger', 40, {}, 0, 0.03],
    ['a stranger to few decoys', 19, {}, 0, 0.03],
    ['a student', 40, { student: 0.5 }, 0.95, 1],
    ['a student of whom a decoy had more', 40, { student: 0.4, decoys: [0.6] }, 0, 0.05],
    ['a student who had more than a decoy', 40, { student: 0.6, decoys: [0.4] }, 0.75, 1],
  ] as const) {
    test(name, () => {
      const random = createRandom(decoys);
      const runs = 120;
      let called = 0;
      for (let run = 0; run < runs; run++) {
        const { kinship, panel } = world(decoys, taught, random);
        const filter = filterFor(kinship, panel, teacher);
        const { z, decoysAbove } = filter.standing(student);
        const highest = Math.max(...filter.decoys);
        if (z > thresholdFor(panel.length, highest, true) && decoysAbove === 0) called++;
      }
      expect(called / runs).toBeGreaterThanOrEqual(low);
      expect(called / runs).toBeLessThanOrEqual(high);
    });
  }
});

test('a decoy has no part in the scale by which it is measured', () => {
  const decoys = 12;
  const { kinship, panel } = world(decoys, { decoys: [0.9] }, createRandom(3));
  const { decoys: z } = filterFor(kinship, panel, teacher);
  // Where it had, no number could be farther out than this: (n − 1) / √n deviations of 0.7 at least.
  expect(z[0]).toBeGreaterThan((decoys - 1) / Math.sqrt(decoys) / 0.7);
});

test('decoys that took over more than the student stand above it', () => {
  const taught = { student: 0.5, decoys: [0.9, 0.9, 0.9] };
  const { kinship, panel } = world(25, taught, createRandom(4));
  expect(filterFor(kinship, panel, teacher).standing(student).decoysAbove).toBe(3);
});
