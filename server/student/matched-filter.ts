/**
 * What of a model's likeness to a teacher its likeness to everybody else does not explain: the partial
 * correlation of the two given the panel of decoys, with a ridge. Every decoy is scored as a stranger to the
 * others (leave one out, in closed form), and their scores say what is usual.
 */

import { cosinesAbout } from './kinship.ts';
import { entry, inverseOf, type Matrix } from './linear-algebra.ts';
import { robustScale } from './robust-scale.ts';

export interface Standing {
  /** How many usual deviations above the decoys' middle. */
  readonly z: number;
  /** Decoys that stand as high or higher. */
  readonly decoysAbove: number;
}

/** Scores of one teacher. */
export interface TeacherFilter {
  /** Standing of a model that is no decoy. */
  standing(model: number): Standing;
  /** z of the decoys, each among the others, in the order of the panel. */
  readonly decoys: Float64Array;
  /** Of an answer's likeness to each model, how much goes into the answer's score, but for a constant. */
  readonly weights: Float64Array;
}

/** Share of the length of one model; smaller trusts the panel's covariance more than so few decoys deserve. */
const ridge = 0.1;

/** `panel`: decoys that are not of the teacher's vendor. */
export function filterFor(
  kinship: Matrix,
  panel: readonly number[],
  teacher: number,
): TeacherFilter {
  const { matrix: cosines, lengths } = cosinesAbout(kinship, panel);
  const count = panel.length;
  const covariance = new Float64Array(count * count);
  panel.forEach((d, i) =>
    panel.forEach((e, j) => {
      covariance[i * count + j] = entry(cosines, d, e) + (i === j ? ridge : 0);
    }),
  );
  const inverse = inverseOf({ size: count, values: covariance });
  const toTeacher = Float64Array.from(panel, (d) => entry(cosines, d, teacher));
  const explained = times(inverse, toTeacher);
  const unexplained = 1 + ridge - dot(toTeacher, explained);
  // A decoy is scored with itself left out of the panel.
  const raw = Float64Array.from(panel, (_, i) => {
    const own = entry(inverse, i, i);
    const without = unexplained + explained[i]! ** 2 / own;
    return explained[i]! / Math.sqrt(own * without);
  });
  const scores = Array.from(raw);
  const { middle, scale } = robustScale(scores);
  const score = (model: number): number => {
    const toPanel = Float64Array.from(panel, (d) => entry(cosines, model, d));
    const left = 1 + ridge - dot(toPanel, times(inverse, toPanel));
    return (
      (entry(cosines, model, teacher) - dot(toPanel, explained)) / Math.sqrt(left * unexplained)
    );
  };
  const weights = new Float64Array(cosines.size);
  weights[teacher] = 1 / lengths[teacher]!;
  panel.forEach((d, i) => (weights[d]! -= explained[i]! / lengths[d]!));
  // Likeness to everybody is none: what an answer has of it is taken away again.
  const sum = weights.reduce((total, weight) => total + weight, 0);
  for (const d of panel) weights[d]! -= sum / panel.length;
  return {
    // As for the student: nobody has a part in the scale by which it is measured.
    decoys: raw.map((own, i) => {
      const others = robustScale(scores.toSpliced(i, 1));
      return (own - others.middle) / others.scale;
    }),
    weights,
    standing(model) {
      const own = score(model);
      return {
        z: (own - middle) / scale,
        decoysAbove: scores.filter((decoy) => decoy >= own).length,
      };
    },
  };
}

function times({ size, values }: Matrix, vector: Float64Array): Float64Array {
  const product = new Float64Array(size);
  for (let i = 0; i < size; i++) {
    for (let j = 0; j < size; j++) product[i]! += values[i * size + j]! * vector[j]!;
  }
  return product;
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i]! * b[i]!;
  return sum;
}
