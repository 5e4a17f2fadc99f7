/**
 * How much each answer looks like what each model usually writes: the inner product of what is particular
 * about the answer and the model's mean over prompts of other parts (cross-fitting), so that nothing is
 * alike only because both are about the same thing. "Particular" is what remains when the decoys' mean at
 * the prompt is taken away, and what length explains (a regression on log length and its square, fitted to
 * the decoys).
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

/** The prompts are parted so often; each part is compared with means over the others. */
const partCount = 10;
/** Log length and its square. */
const covariates = 2;

export function likenessOf(style: StyleRows, table: AnswerTable): Likeness {
  const { models, promptCount } = table;
  const modelCount = models.length;
  const isThere = Uint8Array.from(style.rowAt, (row) => (row < 0 ? 0 : 1));
  const values = new Float32Array(modelCount * modelCount * promptCount);
  const residuals = new Residuals(style, table);
  for (let part = 0; part < partCount; part++) residuals.compare(part, values);
  return { values, modelCount, promptCount, isThere };
}

/** Sparse: the features that some decoy's answer to a prompt has, and their mean. */
interface PromptMean {
  readonly slots: Int32Array;
  readonly values: Float64Array;
}

class Residuals {
  readonly #style: StyleRows;
  readonly #modelCount: number;
  readonly #promptCount: number;
  readonly #isDecoy: Uint8Array;
  readonly #promptMeans: PromptMean[];
  /** Per covariate, model and prompt: less the decoys' mean at the prompt. */
  readonly #covariates: Float64Array[];
  readonly #slopes: readonly Float64Array[];

  constructor(style: StyleRows, { models, promptCount, isDecoy }: AnswerTable) {
    this.#style = style;
    this.#modelCount = models.length;
    this.#promptCount = promptCount;
    this.#isDecoy = isDecoy;
    this.#covariates = Array.from({ length: covariates }, (_, degree) => this.#covariate(degree));
    const sums = new Float64Array(style.slotCount);
    this.#promptMeans = Array.from({ length: promptCount }, (_, i) => this.#promptMean(i, sums));
    this.#slopes = this.#fitSlopes();
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

  /** Fills in the likeness of all answers to prompts of a part. */
  compare(part: number, into: Float32Array): void {
    const means = this.#means(part);
    const along = this.#slopes.map((slope) => this.#products(slope, means));
    const { rows } = this.#style;
    const products = new Float64Array(this.#modelCount);
    const ofPrompt = new Float64Array(this.#modelCount);
    for (let i = part; i < this.#promptCount; i += partCount) {
      const mean = this.#promptMeans[i]!;
      ofPrompt.fill(0);
      addProducts(mean.slots, mean.values, 0, mean.slots.length, means, ofPrompt);
      for (let a = 0; a < this.#modelCount; a++) {
        const row = this.#rowAt(a, i);
        if (row < 0) continue;
        products.fill(0);
        addProducts(
          rows.slots,
          rows.values,
          rows.offsets[row]!,
          rows.offsets[row + 1]!,
          means,
          products,
        );
        for (let b = 0; b < this.#modelCount; b++) {
          let value = products[b]! - ofPrompt[b]!;
          along.forEach((slope, d) => {
            value -= this.#covariates[d]![a * this.#promptCount + i]! * slope[b]!;
          });
          into[(a * this.#modelCount + b) * this.#promptCount + i] = value;
        }
      }
    }
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

  /** What each model usually does, over all prompts but the part's; slot-major. */
  #means(part: number): Float32Array {
    const { rows, slotCount } = this.#style;
    const modelCount = this.#modelCount;
    const means = new Float32Array(slotCount * modelCount);
    for (let m = 0; m < modelCount; m++) {
      const prompts: number[] = [];
      for (let i = 0; i < this.#promptCount; i++) {
        if (i % partCount !== part && this.#rowAt(m, i) >= 0) prompts.push(i);
      }
      const share = 1 / Math.max(1, prompts.length);
      const covariate = this.#slopes.map(() => 0);
      for (const i of prompts) {
        const row = this.#rowAt(m, i);
        for (let j = rows.offsets[row]!; j < rows.offsets[row + 1]!; j++) {
          means[rows.slots[j]! * modelCount + m]! += share * rows.values[j]!;
        }
        const mean = this.#promptMeans[i]!;
        for (let j = 0; j < mean.slots.length; j++) {
          means[mean.slots[j]! * modelCount + m]! -= share * mean.values[j]!;
        }
        this.#slopes.forEach((_, d) => {
          covariate[d]! += share * this.#covariates[d]![m * this.#promptCount + i]!;
        });
      }
      this.#slopes.forEach((slope, d) => {
        for (let slot = 0; slot < slotCount; slot++) {
          means[slot * modelCount + m]! -= covariate[d]! * slope[slot]!;
        }
      });
    }
    return means;
  }

  #products(direction: Float64Array, means: Float32Array): Float64Array {
    const products = new Float64Array(this.#modelCount);
    const slots = Int32Array.from(direction.keys());
    addProducts(slots, direction, 0, direction.length, means, products);
    return products;
  }
}

function addProducts(
  slots: Int32Array,
  values: Float32Array | Float64Array,
  from: number,
  to: number,
  means: Float32Array,
  into: Float64Array,
): void {
  const { length } = into;
  for (let j = from; j < to; j++) {
    const value = values[j]!;
    const base = slots[j]! * length;
    for (let b = 0; b < length; b++) into[b]! += value * means[base + b]!;
  }
}
