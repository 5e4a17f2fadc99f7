/**
 * Cased character 3- and 5-grams across word borders: spelling, spacing, quotes, dashes, endings. Two
 * sizes tell as much as all from 2 to 5 (docs/method.md), for half the work.
 */

import type { FeatureBuffer } from '../feature-buffer.ts';
import { emptyHash, extendHash } from '../hash.ts';
import type { Tokens } from '../tokens.ts';

const short = 3;
const long = 5;

/** How many there are in a text of so many units. */
export function spellingCount(length: number): number {
  return Math.max(0, length - short + 1) + Math.max(0, length - long + 1);
}

export function findSpelling({ units, length }: Tokens, into: FeatureBuffer): void {
  if (length < short) return;
  for (let end = short; end < Math.min(long, length + 1); end++) {
    into.add(hashBefore(units, end), end - short, end);
  }
  for (let end = long; end <= length; end++) {
    const three = hashBefore(units, end);
    into.add(three, end - short, end);
    into.add(extendHash(extendHash(three, units[end - 4]!), units[end - 5]!), end - long, end);
  }
}

/** Hash of the three units before `end`, backwards, so that a longer one goes on from it. */
function hashBefore(units: Uint16Array, end: number): number {
  const last = extendHash(emptyHash, units[end - 1]!);
  return extendHash(extendHash(last, units[end - 2]!), units[end - 3]!);
}
