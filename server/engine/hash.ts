/** One 32-bit hash for everything that is counted: fast, seedless, with published vectors in its test. */

// An odd constant near 2^32 divided by the golden ratio: its product moves every input bit upwards.
const multiplier = 0x9e3779b1;

export const emptyHash = 0x2545f491;

/** Appends one number (a code unit, or another hash) to a hash. */
export function extendHash(hash: number, value: number): number {
  const mixed = Math.imul(hash ^ value, multiplier);
  // Without the fold, low bits never see high ones and n-grams that differ early would collide.
  return mixed ^ (mixed >>> 15);
}

/** Hash of a text's UTF-16 units. */
export function hashText(text: string): number {
  let hash = emptyHash;
  for (let i = 0; i < text.length; i++) hash = extendHash(hash, text.charCodeAt(i));
  return hash;
}

/**
 * Another hash of UTF-16 units, of 52 bits: among ten million texts, one collision is to be expected in
 * a hundred such files. Two units at a time, and four sums that do not wait for each other, since it is
 * taken of every text.
 */
export function digestOf(units: Uint16Array): number {
  const { length } = units;
  let high = emptyHash;
  let low = length;
  let nextHigh = multiplier;
  let nextLow = emptyHash;
  let i = 0;
  for (; i + 3 < length; i += 4) {
    const pair = units[i]! | (units[i + 1]! << 16);
    const nextPair = units[i + 2]! | (units[i + 3]! << 16);
    high = extendHash(high, pair);
    low = extendLow(low, pair);
    nextHigh = extendHash(nextHigh, nextPair);
    nextLow = extendLow(nextLow, nextPair);
  }
  for (; i < length; i++) {
    high = extendHash(high, units[i]!);
    low = extendLow(low, units[i]!);
  }
  high = extendHash(extendHash(high, nextHigh), low);
  low = extendHash(extendLow(low, nextLow), high);
  return (extendHash(high, low) >>> 0) * 2 ** 20 + (low >>> 12);
}

function extendLow(hash: number, value: number): number {
  const mixed = Math.imul(hash ^ value, 0x85ebca6b);
  return mixed ^ (mixed >>> 13);
}

/** Feature hashes are cut to this many bits: the top ones, which the multiplication mixes best. */
export const bucketBits = 22;
export const bucketCount = 1 << bucketBits;

export function bucketOf(hash: number): number {
  return hash >>> (32 - bucketBits);
}
