/** Numeric helpers that several files need. */

/** Logits → probabilities, in place. */
export function softmax(values: Float64Array): void {
  const max = values[argmax(values)]!;
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
  const points: number[] = [];
  const remainders: number[] = [];
  let missing = basisPointsPerUnit;
  for (let i = 0; i < probabilities.length; i++) {
    const exact = probabilities[i]! * basisPointsPerUnit;
    const whole = Math.floor(exact);
    points.push(whole);
    remainders.push(exact - whole);
    missing -= whole;
  }
  // Only a few are missing, and each takes one look at the remainders: quicker than sorting them.
  for (; missing > 0; missing--) {
    const largest = argmax(remainders);
    points[largest]!++;
    remainders[largest] = -1;
  }
  return points;
}
