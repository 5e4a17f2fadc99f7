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
 * Another hash of a text's UTF-16 units, of 52 bits: among ten million texts, one collision is to be
 * expected in a hundred such files. Two units at a time, and two sums that do not wait for each other,
 * since it is taken of every text.
 */
export function digestOf(text: string): number {
  let high = emptyHash;
  let low = text.length;
  const pairs = text.length & ~1;
  for (let i = 0; i < pairs; i += 2) {
    const pair = text.charCodeAt(i) | (text.charCodeAt(i + 1) << 16);
    high = extendHash(high, pair);
    low = Math.imul(low ^ pair, 0x85ebca6b) + i;
  }
  if (pairs < text.length) high = extendHash(high, text.charCodeAt(pairs));
  low = extendHash(low, high);
  return (extendHash(high, low) >>> 0) * 2 ** 20 + (low >>> 12);
}

/** Feature hashes are cut to this many bits: the top ones, which the multiplication mixes best. */
export const bucketBits = 22;
export const bucketCount = 1 << bucketBits;

export function bucketOf(hash: number): number {
  return hash >>> (32 - bucketBits);
}
