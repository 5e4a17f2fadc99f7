/**
 * Whether the author changes along a file. The file lies in bins of neighboring rows with their mean
 * posteriors; where two stretches of bins differ more than they would in any other order of the bins, there
 * is a change (binary segmentation: Scott and Knott 1974; its p-value by permutation: Antoch and Hušková 2001).
 */

import { createRandom, type Random } from './random.ts';

export interface Bin {
  /** Samples judged. */
  readonly analysed: number;
  /** Their posteriors, summed. */
  readonly sums: Float64Array;
}

export interface Change {
  /** The first bin behind the change. */
  readonly bin: number;
  /** How often bins in random order differ as much. */
  readonly p: number;
  /** From the change before it, or the beginning, to the one behind it, or the end: bins, end exclusive. */
  readonly from: number;
  readonly to: number;
}

const permutations = 999;
const mostP = 0.01;
const mostChanges = 4;
/** Bins on either side: fewer say nothing about a stretch. */
const fewestBins = 4;

/** In the order of the file. The same for the same bins and seed. */
export function findChanges(bins: readonly Bin[], seed: number): Change[] {
  const judged = bins.flatMap((bin, index) => (bin.analysed > 0 ? [{ ...bin, index }] : []));
  const found: Pick<Change, 'bin' | 'p'>[] = [];
  const waiting = [{ from: 0, to: judged.length }];
  for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
    const { from, to } = next;
    const split = testStretch(judged.slice(from, to), createRandom(seed));
    if (split === null) continue;
    const at = from + split.at;
    found.push({ bin: judged[at]!.index, p: split.p });
    if (found.length === mostChanges) break;
    waiting.push({ from, to: at }, { from: at, to });
  }
  found.sort((a, b) => a.bin - b.bin);
  return found.map((change, i) => ({
    ...change,
    from: found[i - 1]?.bin ?? 0,
    to: found[i + 1]?.bin ?? bins.length,
  }));
}

function testStretch(bins: readonly Bin[], random: Random): { at: number; p: number } | null {
  if (bins.length < fewestBins * 2) return null;
  const centered = centeredBins(bins);
  const order = Int32Array.from(bins.keys());
  const seen = largestContrast(centered, order);
  let asLarge = 0;
  for (let i = 0; i < permutations; i++) {
    random.shuffle(order);
    if (largestContrast(centered, order).contrast >= seen.contrast) asLarge++;
    // It will not become significant any more.
    if ((1 + asLarge) / (1 + permutations) > mostP) return null;
  }
  return { at: seen.at, p: (1 + asLarge) / (1 + permutations) };
}

/** Sums less what as many samples have on average, so that all of a stretch's bins add up to nothing. */
interface CenteredBins {
  readonly size: number;
  readonly samples: number;
  readonly analysed: Float64Array;
  /** Row-major: `sums[bin * size + k]`. */
  readonly sums: Float64Array;
}

function centeredBins(bins: readonly Bin[]): CenteredBins {
  const size = bins[0]!.sums.length;
  const mean = new Float64Array(size);
  const analysed = Float64Array.from(bins, (bin) => bin.analysed);
  const samples = analysed.reduce((sum, value) => sum + value, 0);
  for (const { sums } of bins) for (let k = 0; k < size; k++) mean[k]! += sums[k]! / samples;
  const sums = new Float64Array(bins.length * size);
  bins.forEach((bin, i) => {
    for (let k = 0; k < size; k++) sums[i * size + k] = bin.sums[k]! - bin.analysed * mean[k]!;
  });
  return { size, samples, analysed, sums };
}

/** Where to cut so that the means of both sides are farthest apart, for the number of samples there. An
 *  editor asks this some thousand times per edit: one pass, and nothing but sums. */
function largestContrast(
  { size, samples, analysed, sums }: CenteredBins,
  order: Int32Array,
): { at: number; contrast: number } {
  const before = new Float64Array(size);
  let samplesBefore = 0;
  let best = { at: 0, contrast: 0 };
  for (let at = 1; at < order.length; at++) {
    const bin = order[at - 1]!;
    samplesBefore += analysed[bin]!;
    let distance = 0;
    for (let k = 0; k < size; k++) {
      before[k]! += sums[bin * size + k]!;
      distance += before[k]! * before[k]!;
    }
    if (at < fewestBins || order.length - at < fewestBins) continue;
    // The difference of the two means is what is before, times this without the square.
    const contrast = (distance * samples) / (samplesBefore * (samples - samplesBefore));
    if (contrast > best.contrast) best = { at, contrast };
  }
  return best;
}
