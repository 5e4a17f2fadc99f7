/** Middle and spread of numbers of which some may be far out, as decoys are that had the teacher, too. */

/** Of a normal distribution, standard deviation ÷ median absolute deviation. */
const madToSigma = 1.4826;
/** Where half of the decoys happen to be close together, the others still count. */
const leastShareOfDeviation = 0.7;

export function robustScale(values: ArrayLike<number>): { middle: number; scale: number } {
  const all = Array.from(values);
  const middle = median(all);
  const spread = madToSigma * median(all.map((value) => Math.abs(value - middle)));
  const mean = all.reduce((sum, value) => sum + value, 0) / all.length;
  const squares = all.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  const deviation = Math.sqrt(squares / all.length);
  return { middle, scale: Math.max(spread, leastShareOfDeviation * deviation, 1e-9) };
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const half = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[half]! : (sorted[half - 1]! + sorted[half]!) / 2;
}
