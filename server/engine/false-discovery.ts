/** Benjamini–Hochberg over any number of rows: conformal p-values take few distinct values, so
 *  counts per value are enough, and counts merge in any order. */

/** Number of tests per p-value. */
export type PValueCounts = Map<number, number>;

export function countPValue(counts: PValueCounts, pValue: number): void {
  counts.set(pValue, (counts.get(pValue) ?? 0) + 1);
}

export function mergePValueCounts(
  into: PValueCounts,
  from: Iterable<readonly [pValue: number, count: number]>,
): void {
  for (const [pValue, count] of from) into.set(pValue, (into.get(pValue) ?? 0) + count);
}

/** The q-value of every p-value met: the smallest false discovery rate at which it is called.
 *  Source: Benjamini and Hochberg 1995, section 3, in the adjusted form. */
export function qValues(counts: PValueCounts): Map<number, number> {
  const values = [...counts.keys()].sort((a, b) => a - b);
  const total = values.reduce((sum, value) => sum + counts.get(value)!, 0);
  const adjusted: number[] = [];
  let rank = 0;
  for (const value of values) {
    rank += counts.get(value)!;
    adjusted.push(Math.min(1, (value * total) / rank));
  }
  for (let i = adjusted.length - 2; i >= 0; i--) {
    adjusted[i] = Math.min(adjusted[i]!, adjusted[i + 1]!);
  }
  return new Map(values.map((value, i) => [value, adjusted[i]!]));
}
