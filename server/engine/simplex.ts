/** The weights, none negative and summing to 1, whose mixture of rows comes nearest to a target. */

const rounds = 400;

/**
 * Least squares over the simplex by accelerated projected gradient (Beck and Teboulle 2009).
 * `rows` is a square matrix, row-major, each row a distribution. `shrinkage` pulls the weights towards
 * the target itself: where rows are alike, least squares alone would jump from one to another.
 */
export function nearestMixture(
  rows: Float64Array,
  target: Float64Array,
  shrinkage: number,
): Float64Array {
  const size = target.length;
  const step = 1 / (squaredNorm(rows) + shrinkage);
  let weights: Float64Array = new Float64Array(size).fill(1 / size);
  let ahead = weights.slice();
  const residual = new Float64Array(size);
  let momentum = 1;
  for (let round = 0; round < rounds; round++) {
    for (let k = 0; k < size; k++) {
      let mixed = -target[k]!;
      for (let i = 0; i < size; i++) mixed += ahead[i]! * rows[i * size + k]!;
      residual[k] = mixed;
    }
    const next = ahead.map((weight, i) => {
      let slope = shrinkage * (weight - target[i]!);
      for (let k = 0; k < size; k++) slope += residual[k]! * rows[i * size + k]!;
      return weight - step * slope;
    });
    projectToSimplex(next);
    const grown = (1 + Math.sqrt(1 + 4 * momentum * momentum)) / 2;
    const pull = (momentum - 1) / grown;
    ahead = next.map((weight, i) => weight + pull * (weight - weights[i]!));
    weights = next;
    momentum = grown;
  }
  return weights;
}

/** An upper bound of the largest eigenvalue of rows × rowsᵀ. */
function squaredNorm(rows: Float64Array): number {
  return rows.reduce((sum, value) => sum + value * value, 0) || 1;
}

/** Euclidean projection, in place (Duchi et al. 2008, figure 1). */
export function projectToSimplex(values: Float64Array): void {
  const sorted = values.slice().sort().reverse();
  let sum = 0;
  let shift = 0;
  for (const [index, value] of sorted.entries()) {
    sum += value;
    const candidate = (sum - 1) / (index + 1);
    if (value > candidate) shift = candidate;
  }
  for (let i = 0; i < values.length; i++) values[i] = Math.max(0, values[i]! - shift);
}
