/** The upper tail of a weighted sum of squared normal values: what a squared distance of means is by chance. */

/** Sums of the weights, of their squares and of their cubes. */
export interface WeightSums {
  readonly first: number;
  readonly second: number;
  readonly third: number;
}

/** Traces of a symmetric matrix, given its lower triangle, and of its square and cube. */
export function weightSumsOf(lower: Float64Array, size: number): WeightSums {
  const full = new Float64Array(size * size);
  for (let i = 0; i < size; i++) {
    for (let k = 0; k <= i; k++) {
      full[i * size + k] = lower[i * size + k]!;
      full[k * size + i] = lower[i * size + k]!;
    }
  }
  let first = 0;
  let second = 0;
  let third = 0;
  for (let i = 0; i < size; i++) {
    first += full[i * size + i]!;
    for (let k = 0; k < size; k++) {
      second += full[i * size + k]! ** 2;
      let product = 0;
      for (let j = 0; j < size; j++) product += full[i * size + j]! * full[j * size + k]!;
      third += product * full[i * size + k]!;
    }
  }
  return { first, second, third };
}

/**
 * Probability that the sum is at least `value`: a chi-square with the same mean, variance and skewness.
 * Source: Buckley and Eagleson 1988; its tail by Wilson and Hilferty 1931.
 */
export function upperTail(value: number, { first, second, third }: WeightSums): number {
  const degrees = second ** 3 / third ** 2;
  const standardized = (value - first) / Math.sqrt(2 * second);
  const chiSquare = Math.max(0, degrees + standardized * Math.sqrt(2 * degrees));
  const spread = 2 / (9 * degrees);
  return normalUpperTail((Math.cbrt(chiSquare / degrees) - 1 + spread) / Math.sqrt(spread));
}

/** Error below 1.2e-7 of the value everywhere: a Chebyshev fit of the complementary error function. */
export function normalUpperTail(z: number): number {
  const x = Math.abs(z) / Math.SQRT2;
  const t = 1 / (1 + x / 2);
  const coefficients = [
    -1.26551223, 1.00002368, 0.37409196, 0.09678418, -0.18628806, 0.27886807, -1.13520398,
    1.48851587, -0.82215223, 0.17087277,
  ];
  let sum = 0;
  for (let i = coefficients.length - 1; i >= 0; i--) sum = sum * t + coefficients[i]!;
  const tail = (t * Math.exp(-x * x + sum)) / 2;
  return z >= 0 ? tail : 1 - tail;
}
