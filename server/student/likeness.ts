/**
 * How much each answer looks like what each model usually writes: the inner product of what is particular
 * about the answer and the model's mean over all other prompts, so that nothing is alike only because both are
 * about the same thing. "Particular" is what remains when the decoys' mean at the prompt is taken away, and what
 * length explains (a regression on log length and its square, fitted to the decoys).
 */

import type { AnswerTable } from './answer-table.ts';
import type { StyleRows } from './style-rows.ts';

/** Likeness of the answer of model a to prompt i to model b, at (a · models + b) · prompts + i; 0: no answer. */
export interface Likeness {
  readonly values: Float32Array;
  readonly modelCount: number;
  readonly promptCount: number;
  /** Per model and prompt, 1: there is an answer. */
  readonly isThere: Uint8Array;
}

/** Log length and its square. */
const covariates = 2;

export function likenessOf(style: StyleRows, table: AnswerTable): Likeness {
  const { models, promptCount } = table;
  const modelCount = models.length;
  const isThere = Uint8Array.from(style.rowAt, (row) => (row < 0 ? 0 : 1));
  const values = new Float32Array(modelCount * modelCount * promptCount);
  const residuals = new Residuals(style, table);
  for (let prompt = 0; prompt < promptCount; prompt++) residuals.compare(prompt, values);
  return { values, modelCount, promptCount, isThere };
}

/** Sparse: the features that some decoy's answer to a prompt has, and their mean. */
interface PromptMean {
  readonly slots: Int32Array;
  readonly values: Float64Array;
}

/**
 * An answer's residual is its features less the decoys' mean at the prompt ("particular"), less its covariates
 * times the slopes. The slopes have all features, so that only particulars are summed, and slopes are reckoned with
 * at the end.
 */
class Residuals {
  readonly #style: StyleRows;
  readonly #modelCount: number;
  readonly #promptCount: number;
  readonly #isDecoy: Uint8Array;
  readonly #promptMeans: PromptMean[];
  /** Per covariate, model and prompt: less the decoys' mean at the prompt. */
  readonly #covariates: Float64Array[];
  readonly #slopes: readonly Float64Array[];
  /** Inner products of slopes. */
  readonly #slopeProducts: readonly (readonly number[])[];
  /** Sums over prompts: of particulars, slot-major; of covariates, and of particulars along slopes, per model. */
  readonly #sums: Float64Array;
  readonly #covariateSums: readonly Float64Array[];
  readonly #alongSums: readonly Float64Array[];
  readonly #answers: Float64Array;

  constructor(style: StyleRows, { models, promptCount, isDecoy }: AnswerTable) {
    this.#style = style;
    this.#modelCount = models.length;
    this.#promptCount = promptCount;
    this.#isDecoy = isDecoy;
    this.#covariates = Array.from({ length: covariates }, (_, degree) => this.#covariate(degree));
    const sums = new Float64Array(style.slotCount);
    this.#promptMeans = Array.from({ length: promptCount }, (_, i) => this.#promptMean(i, sums));
    this.#slopes = this.#fitSlopes();
    this.#slopeProducts = this.#slopes.map((a) => this.#slopes.map((b) => dot(a, b)));
    this.#sums = new Float64Array(style.slotCount * models.length);
    this.#covariateSums = this.#slopes.map(() => new Float64Array(models.length));
    this.#alongSums = this.#slopes.map(() => new Float64Array(models.length));
    this.#answers = new Float64Array(models.length);
    for (let i = 0; i < promptCount; i++) this.#add(i, 1);
  }

  #rowAt(model: number, prompt: number): number {
    return this.#style.rowAt[model * this.#promptCount + prompt]!;
  }

  #decoysAt(prompt: number): number[] {
    const decoys: number[] = [];
    this.#isDecoy.forEach((is, m) => {
      if (is === 1 && this.#rowAt(m, prompt) >= 0) decoys.push(m);
    });
    return decoys;
  }

  #covariate(degree: number): Float64Array {
    const { logLength, rowAt } = this.#style;
    // About the middle of usual lengths, so that the square is not nearly a multiple of the first.
    const middle = 6.5;
    const values = Float64Array.from(rowAt, (row) =>
      row < 0 ? 0 : (logLength[row]! - middle) ** (degree + 1),
    );
    for (let i = 0; i < this.#promptCount; i++) {
      const decoys = this.#decoysAt(i);
      let mean = 0;
      for (const m of decoys) mean += values[m * this.#promptCount + i]! / decoys.length;
      for (let m = 0; m < this.#modelCount; m++) {
        if (this.#rowAt(m, i) >= 0) values[m * this.#promptCount + i]! -= mean;
      }
    }
    return values;
  }

  /** `sums`: zeros, as long as there are features, and left as zeros. */
  #promptMean(prompt: number, sums: Float64Array): PromptMean {
    const { offsets, slots, values } = this.#style.rows;
    const decoys = this.#decoysAt(prompt);
    const met: number[] = [];
    for (const m of decoys) {
      const row = this.#rowAt(m, prompt);
      for (let j = offsets[row]!; j < offsets[row + 1]!; j++) {
        if (sums[slots[j]!] === 0) met.push(slots[j]!);
        sums[slots[j]!]! += values[j]!;
      }
    }
    const mean = Float64Array.from(met, (slot) => sums[slot]! / decoys.length);
    for (const slot of met) sums[slot] = 0;
    return { slots: Int32Array.from(met), values: mean };
  }

  /** Fills in the likeness of all answers to a prompt. */
  compare(prompt: number, into: Float32Array): void {
    this.#add(prompt, -1);
    const { rows } = this.#style;
    const mean = this.#promptMeans[prompt]!;
    const ofPrompt = new Float64Array(this.#modelCount);
    addProducts(mean.slots, mean.values, 0, mean.slots.length, this.#sums, ofPrompt);
    const products = new Float64Array(this.#modelCount);
    for (let a = 0; a < this.#modelCount; a++) {
      const row = this.#rowAt(a, prompt);
      if (row < 0) continue;
      const [from, to] = [rows.offsets[row]!, rows.offsets[row + 1]!];
      products.fill(0);
      addProducts(rows.slots, rows.values, from, to, this.#sums, products);
      const own = this.#covariates.map((covariate) => covariate[a * this.#promptCount + prompt]!);
      const along = this.#slopes.map((_, d) => {
        const explained = own.map((x, e) => x * this.#slopeProducts[e]![d]!);
        return this.#along(d, row, prompt) - explained.reduce((sum, x) => sum + x, 0);
      });
      for (let b = 0; b < this.#modelCount; b++) {
        let value = products[b]! - ofPrompt[b]!;
        along.forEach((ofResidual, d) => {
          value -= own[d]! * this.#alongSums[d]![b]! + ofResidual * this.#covariateSums[d]![b]!;
        });
        into[(a * this.#modelCount + b) * this.#promptCount + prompt] =
          value / Math.max(1, this.#answers[b]!);
      }
    }
    this.#add(prompt, 1);
  }

  /** Adds a prompt's answers to the sums, or takes them out again. */
  #add(prompt: number, sign: 1 | -1): void {
    const { rows } = this.#style;
    const mean = this.#promptMeans[prompt]!;
    for (let m = 0; m < this.#modelCount; m++) {
      const row = this.#rowAt(m, prompt);
      if (row < 0) continue;
      this.#answers[m]! += sign;
      for (let j = rows.offsets[row]!; j < rows.offsets[row + 1]!; j++) {
        this.#sums[rows.slots[j]! * this.#modelCount + m]! += sign * rows.values[j]!;
      }
      for (let j = 0; j < mean.slots.length; j++) {
        this.#sums[mean.slots[j]! * this.#modelCount + m]! -= sign * mean.values[j]!;
      }
      this.#slopes.forEach((_, d) => {
        this.#alongSums[d]![m]! += sign * this.#along(d, row, prompt);
        this.#covariateSums[d]![m]! += sign * this.#covariates[d]![m * this.#promptCount + prompt]!;
      });
    }
  }

  /** What is particular about an answer, along a slope. */
  #along(covariate: number, row: number, prompt: number): number {
    const { offsets, slots, values } = this.#style.rows;
    const slope = this.#slopes[covariate]!;
    const mean = this.#promptMeans[prompt]!;
    let sum = 0;
    for (let j = offsets[row]!; j < offsets[row + 1]!; j++) sum += values[j]! * slope[slots[j]!]!;
    for (let j = 0; j < mean.slots.length; j++) sum -= mean.values[j]! * slope[mean.slots[j]!]!;
    return sum;
  }

  /** How features change with length among decoys: least squares over all prompts, as single ones hardly matter. */
  #fitSlopes(): Float64Array[] {
    const { rows, slotCount } = this.#style;
    const [first, second] = this.#covariates as [Float64Array, Float64Array];
    const sums = [new Float64Array(slotCount), new Float64Array(slotCount)] as const;
    let [a, b, c] = [0, 0, 0];
    for (let m = 0; m < this.#modelCount; m++) {
      if (this.#isDecoy[m] === 0) continue;
      for (let i = 0; i < this.#promptCount; i++) {
        const row = this.#rowAt(m, i);
        if (row < 0) continue;
        const [x, y] = [first[m * this.#promptCount + i]!, second[m * this.#promptCount + i]!];
        a += x * x;
        b += x * y;
        c += y * y;
        for (let j = rows.offsets[row]!; j < rows.offsets[row + 1]!; j++) {
          sums[0][rows.slots[j]!]! += x * rows.values[j]!;
          sums[1][rows.slots[j]!]! += y * rows.values[j]!;
        }
      }
    }
    const determinant = a * c - b * b;
    if (determinant < 1e-9 * Math.max(1, a * c)) return [];
    return [
      sums[0].map((x, slot) => (c * x - b * sums[1][slot]!) / determinant),
      sums[1].map((y, slot) => (a * y - b * sums[0][slot]!) / determinant),
    ];
  }
}

function dot(a: Float64Array, b: Float64Array): number {
  return a.reduce((sum, value, slot) => sum + value * b[slot]!, 0);
}

function addProducts(
  slots: Int32Array,
  values: Float32Array | Float64Array,
  from: number,
  to: number,
  sums: Float64Array,
  into: Float64Array,
): void {
  const { length } = into;
  for (let j = from; j < to; j++) {
    const value = values[j]!;
    const base = slots[j]! * length;
    for (let b = 0; b < length; b++) into[b]! += value * sums[base + b]!;
  }
}
