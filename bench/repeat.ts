/** Repetition: one figure of one run says more about the moment than about the program. */

/** What the last `times` of all runs gave; the ones before warm up and do not count. */
export async function repeat<T>(
  { warmUps, times }: { warmUps: number; times: number },
  run: () => Promise<T>,
): Promise<T[]> {
  const results: T[] = [];
  for (let i = 0; i < warmUps + times; i++) {
    const result = await run();
    if (i >= warmUps) results.push(result);
  }
  return results;
}

/** Milliseconds until the work is done. */
export async function timed(work: () => Promise<void>): Promise<number> {
  const started = performance.now();
  await work();
  return performance.now() - started;
}

export function median(figures: readonly number[]): number {
  return percentile(figures, 50);
}

/** By nearest rank, so that it is a figure that was really measured. */
export function percentile(figures: readonly number[], percent: number): number {
  const sorted = [...figures].sort((a, b) => a - b);
  const rank = Math.ceil((percent / 100) * sorted.length);
  return sorted[Math.max(0, rank - 1)] ?? NaN;
}
