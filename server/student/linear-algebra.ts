/** Small dense symmetric matrices, row-major. */

export interface Matrix {
  readonly size: number;
  readonly values: Float64Array;
}

export function entry({ size, values }: Matrix, row: number, column: number): number {
  return values[row * size + column]!;
}

/** Inverse of a positive definite matrix: Cholesky. */
export function inverseOf({ size, values }: Matrix): Matrix {
  const lower = new Float64Array(size * size);
  for (let i = 0; i < size; i++) {
    for (let j = 0; j <= i; j++) {
      let sum = values[i * size + j]!;
      for (let k = 0; k < j; k++) sum -= lower[i * size + k]! * lower[j * size + k]!;
      lower[i * size + j] = i === j ? Math.sqrt(sum) : sum / lower[j * size + j]!;
    }
  }
  const inverse = new Float64Array(size * size);
  const column = new Float64Array(size);
  for (let c = 0; c < size; c++) {
    for (let i = 0; i < size; i++) {
      let sum = i === c ? 1 : 0;
      for (let k = 0; k < i; k++) sum -= lower[i * size + k]! * column[k]!;
      column[i] = sum / lower[i * size + i]!;
    }
    for (let i = size - 1; i >= 0; i--) {
      let sum = column[i]!;
      for (let k = i + 1; k < size; k++) sum -= lower[k * size + i]! * column[k]!;
      column[i] = sum / lower[i * size + i]!;
      inverse[i * size + c] = column[i]!;
    }
  }
  return { size, values: inverse };
}

const mostSweeps = 60;

/** The nearest matrix without negative eigenvalues: cyclic Jacobi rotations, then those below 0 left out. */
export function withoutNegative({ size, values }: Matrix): Matrix {
  const a = Float64Array.from(values);
  const vectors = new Float64Array(size * size);
  for (let i = 0; i < size; i++) vectors[i * size + i] = 1;
  let scale = 0;
  for (const value of a) scale = Math.max(scale, Math.abs(value));
  for (let sweep = 0; sweep < mostSweeps; sweep++) {
    if (largestOffDiagonal(a, size) <= 1e-12 * scale) break;
    for (let p = 0; p < size; p++)
      for (let q = p + 1; q < size; q++) rotate(a, vectors, size, p, q);
  }
  const clipped = new Float64Array(size * size);
  for (let k = 0; k < size; k++) {
    const eigenvalue = a[k * size + k]!;
    if (eigenvalue <= 0) continue;
    for (let i = 0; i < size; i++) {
      const weighed = eigenvalue * vectors[k * size + i]!;
      for (let j = 0; j < size; j++) clipped[i * size + j]! += weighed * vectors[k * size + j]!;
    }
  }
  return { size, values: clipped };
}

function largestOffDiagonal(a: Float64Array, size: number): number {
  let largest = 0;
  for (let i = 0; i < size; i++) {
    for (let j = i + 1; j < size; j++) largest = Math.max(largest, Math.abs(a[i * size + j]!));
  }
  return largest;
}

/** Makes a[p, q] zero. `vectors` has one eigenvector in each row. */
function rotate(a: Float64Array, vectors: Float64Array, size: number, p: number, q: number): void {
  const apq = a[p * size + q]!;
  if (apq === 0) return;
  const theta = (a[q * size + q]! - a[p * size + p]!) / (2 * apq);
  const t = Math.sign(theta || 1) / (Math.abs(theta) + Math.sqrt(theta * theta + 1));
  const c = 1 / Math.sqrt(t * t + 1);
  const s = t * c;
  for (let k = 0; k < size; k++) {
    const [kp, kq] = [a[k * size + p]!, a[k * size + q]!];
    a[k * size + p] = c * kp - s * kq;
    a[k * size + q] = s * kp + c * kq;
  }
  for (let k = 0; k < size; k++) {
    const [pk, qk] = [a[p * size + k]!, a[q * size + k]!];
    a[p * size + k] = c * pk - s * qk;
    a[q * size + k] = s * pk + c * qk;
    const [vp, vq] = [vectors[p * size + k]!, vectors[q * size + k]!];
    vectors[p * size + k] = c * vp - s * vq;
    vectors[q * size + k] = s * vp + c * vq;
  }
}
