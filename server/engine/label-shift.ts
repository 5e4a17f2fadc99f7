/**
 * How much of a file each family wrote, by another way than `mixture.ts`, to check it by: posteriors say what
 * is likely if all families are; the shares under which they agree with their own mean are found by
 * expectation maximization (Saerens, Latinne and Decaestecker 2002, section 2).
 */

import { basisPointsPerUnit } from './numbers.ts';

const mostRounds = 500;
/** No share moves further than this in a round: it has settled for what is shown. */
const settled = 1e-5;

/** `posteriors`: of samples, in 1/10,000, by a profile to which all `size` families are equally likely.
 *  Shares that sum to 1; all equal if there is no sample. */
export function shiftedShares(
  posteriors: readonly (readonly number[])[],
  size: number,
): Float64Array {
  let shares = new Float64Array(size).fill(1 / size);
  if (posteriors.length === 0) return shares;
  const weighed = new Float64Array(size);
  for (let round = 0; round < mostRounds; round++) {
    const next = new Float64Array(size);
    for (const posterior of posteriors) {
      let total = 0;
      for (let k = 0; k < size; k++) {
        weighed[k] = (posterior[k]! / basisPointsPerUnit) * shares[k]!;
        total += weighed[k]!;
      }
      if (total === 0) continue;
      for (let k = 0; k < size; k++) next[k]! += weighed[k]! / total;
    }
    let moved = 0;
    const sum = next.reduce((all, value) => all + value, 0) || 1;
    for (let k = 0; k < size; k++) {
      next[k]! /= sum;
      moved = Math.max(moved, Math.abs(next[k]! - shares[k]!));
    }
    shares = next;
    if (moved < settled) break;
  }
  return shares;
}
