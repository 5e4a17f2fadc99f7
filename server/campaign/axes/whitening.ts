/** Vectors with their benign covariance taken out, so that no direction counts for more than it varies. */

export interface Whitening {
  readonly size: number;
  readonly mean: Float64Array;
  /** Lower triangle of the Cholesky factor of the covariance, row by row. */
  readonly factor: Float64Array;
}

/** `ridge`: what is added to each variance, as a share of the mean one. */
export function fitWhitening(rows: readonly Float64Array[], ridge: number): Whitening {
  const size = rows[0]!.length;
  const mean = meanOf(rows);
  const factor = covarianceOf(rows, mean);
  let trace = 0;
  for (let i = 0; i < size; i++) trace += factor[i * size + i]!;
  // The last term: columns that never vary must not make the matrix singular.
  const added = (ridge * trace) / size + 1e-9;
  for (let i = 0; i < size; i++) factor[i * size + i]! += added;
  decompose(factor, size);
  return { size, mean, factor };
}

/** Solves factor · y = vector − mean, in place of the vector. */
export function whiten({ size, mean, factor }: Whitening, vector: Float64Array): void {
  for (let i = 0; i < size; i++) vector[i]! -= mean[i]!;
  solveForward(factor, size, vector);
}

function solveForward(factor: Float64Array, size: number, vector: Float64Array): void {
  for (let i = 0; i < size; i++) {
    const row = i * size;
    let rest = vector[i]!;
    for (let k = 0; k < i; k++) rest -= factor[row + k]! * vector[k]!;
    vector[i] = rest / factor[row + i]!;
  }
}

/** A linear function of whitened vectors as one of vectors as they are, but for the mean: solves factorᵀ · y = it. */
export function unwhitenFunction({ size, factor }: Whitening, weights: Float64Array): void {
  for (let i = size - 1; i >= 0; i--) {
    let rest = weights[i]!;
    for (let k = i + 1; k < size; k++) rest -= factor[k * size + i]! * weights[k]!;
    weights[i] = rest / factor[i * size + i]!;
  }
}

export function meanOf(rows: readonly Float64Array[]): Float64Array {
  const mean = new Float64Array(rows[0]!.length);
  for (const row of rows) for (let i = 0; i < mean.length; i++) mean[i]! += row[i]!;
  for (let i = 0; i < mean.length; i++) mean[i]! /= rows.length;
  return mean;
}

/** Lower triangle only. */
export function covarianceOf(rows: readonly Float64Array[], mean: Float64Array): Float64Array {
  const size = mean.length;
  const covariance = new Float64Array(size * size);
  const centered = new Float64Array(size);
  for (const row of rows) {
    for (let i = 0; i < size; i++) centered[i] = row[i]! - mean[i]!;
    for (let i = 0; i < size; i++) {
      const value = centered[i]! / rows.length;
      if (value === 0) continue;
      for (let k = 0; k <= i; k++) covariance[i * size + k]! += value * centered[k]!;
    }
  }
  return covariance;
}

/** Cholesky in place, row by row. */
function decompose(matrix: Float64Array, size: number): void {
  for (let i = 0; i < size; i++) {
    for (let j = 0; j <= i; j++) {
      let rest = matrix[i * size + j]!;
      for (let k = 0; k < j; k++) rest -= matrix[i * size + k]! * matrix[j * size + k]!;
      matrix[i * size + j] = i === j ? Math.sqrt(rest) : rest / matrix[j * size + j]!;
    }
  }
}
