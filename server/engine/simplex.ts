/** The weights, none negative and summing to 1, whose mixture of rows comes nearest to a target. */

const mostRounds = 400;
/** A step that leads no further than this from where it was taken: at the minimum it leads nowhere. */
const settled = 1e-8;

/**
 * Least squares over the simplex by accelerated projected gradient (Beck and Teboulle 2009).
 * `rows` is a square matrix, row-major, each row a distribution. `shrinkage` pulls the weights towards
 * the target itself: where rows are alike, least squares alone would jump from one to another. A
 * mixture solves this once per replicate, so nothing is allocated within the rounds.
 */
export function nearestMixture(
  rows: Float64Array,
  target: Float64Array,
  shrinkage: number,
): Float64Array {
  const size = target.length;
  const residual = new Float64Array(size);
  return descend(size, squaredNorm(rows) + shrinkage, (ahead, slopes) => {
    residualOf(rows, ahead, target, residual);
    for (let i = 0; i < size; i++) {
      let slope = shrinkage * (ahead[i]! - target[i]!);
      for (let k = 0; k < size; k++) slope += residual[k]! * rows[i * size + k]!;
      slopes[i] = slope;
    }
  });
}

/** The weights at which a parabola is highest that has this slope and this curvature (negated; a square
 *  matrix, row-major) at `center`. */
export function highestOnSimplex(
  center: Float64Array,
  slope: Float64Array,
  curvature: Float64Array,
): Float64Array {
  const size = center.length;
  let steepest = 1e-9;
  for (let i = 0; i < size; i++) steepest += curvature[i * size + i]!;
  return descend(size, steepest, (ahead, slopes) => {
    for (let i = 0; i < size; i++) {
      let sum = -slope[i]!;
      for (let k = 0; k < size; k++) sum += curvature[i * size + k]! * (ahead[k]! - center[k]!);
      slopes[i] = sum;
    }
  });
}

/** From equal weights down to where the slopes lead nowhere. `steepest`: no less than the largest curvature. */
function descend(
  size: number,
  steepest: number,
  slopesAt: (weights: Float64Array, slopes: Float64Array) => void,
): Float64Array {
  const step = 1 / steepest;
  const weights = new Float64Array(size).fill(1 / size);
  const ahead = weights.slice();
  const next = new Float64Array(size);
  const slopes = new Float64Array(size);
  const sorted = new Float64Array(size);
  let momentum = 1;
  let moved = Infinity;
  for (let round = 0; round < mostRounds && moved > settled; round++) {
    slopesAt(ahead, slopes);
    for (let i = 0; i < size; i++) next[i] = ahead[i]! - step * slopes[i]!;
    projectToSimplex(next, sorted);
    const grown = (1 + Math.sqrt(1 + 4 * momentum * momentum)) / 2;
    const pull = (momentum - 1) / grown;
    momentum = grown;
    moved = 0;
    for (let i = 0; i < size; i++) {
      moved = Math.max(moved, Math.abs(next[i]! - ahead[i]!));
      ahead[i] = next[i]! + pull * (next[i]! - weights[i]!);
      weights[i] = next[i]!;
    }
  }
  return weights;
}

/** The mixture less the target. */
function residualOf(
  rows: Float64Array,
  weights: Float64Array,
  target: Float64Array,
  into: Float64Array,
): void {
  const size = target.length;
  for (let k = 0; k < size; k++) into[k] = -target[k]!;
  for (let i = 0; i < size; i++) {
    for (let k = 0; k < size; k++) into[k]! += weights[i]! * rows[i * size + k]!;
  }
}

/** An upper bound of the largest eigenvalue of rows × rowsᵀ. */
function squaredNorm(rows: Float64Array): number {
  return rows.reduce((sum, value) => sum + value * value, 0) || 1;
}

/** Euclidean projection, in place (Duchi et al. 2008, figure 1). `sorted`: scratch of the same size. */
export function projectToSimplex(
  values: Float64Array,
  sorted = new Float64Array(values.length),
): void {
  sorted.set(values);
  sorted.sort();
  let sum = 0;
  let shift = 0;
  for (let rank = 1; rank <= sorted.length; rank++) {
    const value = sorted[sorted.length - rank]!;
    sum += value;
    const candidate = (sum - 1) / rank;
    if (value > candidate) shift = candidate;
  }
  for (let i = 0; i < values.length; i++) values[i] = Math.max(0, values[i]! - shift);
}
