/** The part of a prompt that it shares with most others, as against what stands in its slots. */

/** Chosen among 1/2, 2/3 and 1 on simulated logs: with less, short frames are divided by what often stands in their slots;
 *  with more, a phrase of thousands hides the frame of hundreds. */
const frequencyPower = 2 / 3;
/** Of levels that weigh the same, the highest: rounding must not decide. */
const beyondRounding = 1 + 1e-9;

/** Levels are told apart by halves of a doubling: counts within one frame differ by less. */
const stepsPerDoubling = 2;
const mostSteps = 40;
const runsAtStep = new Int32Array(mostSteps);
let levels = new Float64Array(1 << 10);

export interface Frame {
  /** Runs from this level on are its frame. */
  readonly level: number;
  /** Of each run, how often the stretch that it stands in occurs. Valid until the next call. */
  readonly inFrame: Float64Array;
}

export interface Least {
  /** In a row. */
  readonly runs: number;
  readonly count: number;
}

/**
 * `counts`: in how many requests each run is. Of all levels, the one at which length times a power of frequency is
 * largest: a long text that hundreds share says more than a phrase that thousands use, and a slot is rarer than what
 * is around it. If all counts double, the frame stays the same. Null: nothing is frequent enough.
 */
export function findFrame(counts: Float64Array, { runs: leastRuns, count }: Least): Frame | null {
  const inFrame = stretchLevels(counts, leastRuns);
  runsAtStep.fill(0);
  for (const level of inFrame) if (level >= count) runsAtStep[stepOf(level)]!++;
  let [best, most, runs] = [0, 0, 0];
  for (let step = mostSteps - 1; step >= 0; step--) {
    if (runsAtStep[step] === 0) continue;
    runs += runsAtStep[step]!;
    const level = 2 ** (step / stepsPerDoubling);
    const weight = runs * level ** frequencyPower;
    if (weight > most * beyondRounding) [best, most] = [level, weight];
  }
  return most === 0 ? null : { level: Math.max(best, count), inFrame };
}

function stepOf(level: number): number {
  return Math.min(mostSteps - 1, Math.floor(Math.log2(level) * stepsPerDoubling));
}

/** For each run, the highest count that it and its neighbors have, of any stretch of `leastRuns` with it in. */
function stretchLevels(counts: Float64Array, leastRuns: number): Float64Array {
  if (levels.length < counts.length) levels = new Float64Array(counts.length * 2);
  const found = levels.subarray(0, counts.length).fill(0);
  for (let from = 0; from + leastRuns <= counts.length; from++) {
    let least = counts[from]!;
    for (let i = from + 1; i < from + leastRuns; i++) least = Math.min(least, counts[i]!);
    for (let i = from; i < from + leastRuns; i++) found[i] = Math.max(found[i]!, least);
  }
  return found;
}
