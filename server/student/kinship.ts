/** How alike whole models are: the mean of the likeness over prompts, made symmetric and positive. */

import type { Likeness } from './likeness.ts';
import { type Matrix, withoutNegative } from './linear-algebra.ts';

/** `prompts`: which of them count, such as one half. */
export function kinshipOf(likeness: Likeness, prompts: ArrayLike<number>): Matrix {
  const { values, modelCount, promptCount, isThere } = likeness;
  const mean = new Float64Array(modelCount * modelCount);
  for (let a = 0; a < modelCount; a++) {
    let count = 0;
    for (let k = 0; k < prompts.length; k++) count += isThere[a * promptCount + prompts[k]!]!;
    for (let b = 0; b < modelCount; b++) {
      const at = (a * modelCount + b) * promptCount;
      let sum = 0;
      for (let k = 0; k < prompts.length; k++) sum += values[at + prompts[k]!]!;
      mean[a * modelCount + b] = sum / Math.max(1, count);
    }
  }
  const symmetric = mean.map((value, index) => {
    const [a, b] = [Math.floor(index / modelCount), index % modelCount];
    return (value + mean[b * modelCount + a]!) / 2;
  });
  return withoutNegative({ size: modelCount, values: symmetric });
}

export interface Cosines {
  /** Every model at length 1. */
  readonly matrix: Matrix;
  /** What each model's length was. */
  readonly lengths: Float64Array;
}

/** As seen from the middle of a panel. */
export function cosinesAbout({ size, values }: Matrix, panel: readonly number[]): Cosines {
  const rowMeans = new Float64Array(size);
  let all = 0;
  for (let a = 0; a < size; a++) {
    for (const d of panel) rowMeans[a]! += values[a * size + d]! / panel.length;
  }
  for (const d of panel) all += rowMeans[d]! / panel.length;
  const centred = values.map((value, index) => {
    const [a, b] = [Math.floor(index / size), index % size];
    return value - rowMeans[a]! - rowMeans[b]! + all;
  });
  const lengths = Float64Array.from({ length: size }, (_, a) =>
    Math.sqrt(Math.max(centred[a * size + a]!, 1e-12)),
  );
  const cosines = centred.map(
    (value, index) => value / (lengths[Math.floor(index / size)]! * lengths[index % size]!),
  );
  return { matrix: { size, values: cosines }, lengths };
}
