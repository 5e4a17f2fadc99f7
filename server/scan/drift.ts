/** Bins along a file → where its author changes, from whom to whom. */

import type { DriftView } from '../../protocol/views.ts';
import { type Bin, findChanges } from '../engine/drift.ts';
import { sharesOf } from '../engine/mixture.ts';
import type { Profile } from '../engine/profile.ts';

/** A change of shares that is smaller than this in all families is true, perhaps, and of no use. */
const leastChange = 0.05;
const mostFamilies = 4;

export function driftOf(
  { bins, rowsPerBin }: { readonly bins: readonly Bin[]; readonly rowsPerBin: number },
  profile: Profile,
  seed: number,
): DriftView[] {
  return findChanges(bins, seed).flatMap(({ bin, p, from, to }) => {
    const before = sharesOf(meanOf(bins.slice(from, bin)), profile);
    const after = sharesOf(meanOf(bins.slice(bin, to)), profile);
    const changes = profile.families
      .map((family, k) => ({ family, before: before[k]!, after: after[k]! }))
      .filter((change) => Math.abs(change.after - change.before) >= leastChange)
      .sort((a, b) => Math.abs(b.after - b.before) - Math.abs(a.after - a.before))
      .slice(0, mostFamilies);
    if (changes.length === 0) return [];
    return [{ row: bin * rowsPerBin + 1, within: rowsPerBin, p, changes }];
  });
}

function meanOf(bins: readonly Bin[]): Float64Array {
  const sum = new Float64Array(bins[0]!.sums.length);
  for (const { sums } of bins) for (let k = 0; k < sum.length; k++) sum[k]! += sums[k]!;
  const total = sum.reduce((all, value) => all + value, 0) || 1;
  return sum.map((value) => value / total);
}
