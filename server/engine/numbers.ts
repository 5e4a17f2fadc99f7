/** Numeric helpers that several files need. */

/** Logits → probabilities, in place. */
export function softmax(values: Float64Array): void {
  let max = -Infinity;
  for (const value of values) if (value > max) max = value;
  let sum = 0;
  for (let i = 0; i < values.length; i++) {
    const share = Math.exp(values[i]! - max);
    values[i] = share;
    sum += share;
  }
  for (let i = 0; i < values.length; i++) values[i]! /= sum;
}

/** Index of the largest value, the first of equals. */
export function argmax(values: ArrayLike<number>): number {
  let best = 0;
  for (let i = 1; i < values.length; i++) if (values[i]! > values[best]!) best = i;
  return best;
}

export const basisPointsPerUnit = 10_000;

/** Probabilities → integers in 1/10,000 that sum to exactly 10,000 (largest remainders first). */
export function toBasisPoints(probabilities: ArrayLike<number>): number[] {
  const exact = Array.from(probabilities, (value) => value * basisPointsPerUnit);
  const points = exact.map(Math.floor);
  const missing = basisPointsPerUnit - points.reduce((sum, value) => sum + value, 0);
  const byRemainder = [...exact.keys()].sort(
    (a, b) => exact[b]! - points[b]! - (exact[a]! - points[a]!) || a - b,
  );
  for (const index of byRemainder.slice(0, missing)) points[index]!++;
  return points;
}
