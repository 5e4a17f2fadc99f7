/** Whether probabilities are true: what was said against how often it was so, in ten bins. */

export interface ReliabilityBin {
  readonly texts: number;
  /** Means over the bin's texts. */
  readonly probability: number;
  readonly right: number;
}

export interface JudgedText {
  /** Of the most probable family. */
  readonly probability: number;
  readonly isRight: boolean;
  readonly weight: number;
}

/** `error`: the expected calibration error (Guo et al. 2017, section 2). */
export function reliabilityOf(texts: readonly JudgedText[]): {
  bins: ReliabilityBin[];
  error: number;
} {
  const sums = Array.from({ length: 10 }, () => ({
    texts: 0,
    weight: 0,
    probability: 0,
    right: 0,
  }));
  for (const { probability, isRight, weight } of texts) {
    const bin = sums[Math.min(9, Math.floor(probability * 10))]!;
    bin.texts++;
    bin.weight += weight;
    bin.probability += weight * probability;
    if (isRight) bin.right += weight;
  }
  const total = sums.reduce((sum, bin) => sum + bin.weight, 0);
  const error = sums.reduce((sum, bin) => sum + Math.abs(bin.probability - bin.right) / total, 0);
  const bins = sums.map((bin) => ({
    texts: bin.texts,
    probability: bin.weight === 0 ? 0 : bin.probability / bin.weight,
    right: bin.weight === 0 ? 0 : bin.right / bin.weight,
  }));
  return { bins, error };
}
