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

/** Feature hashes are cut to this many bits: the top ones, which the multiplication mixes best. */
export const bucketBits = 22;
export const bucketCount = 1 << bucketBits;

export function bucketOf(hash: number): number {
  return hash >>> (32 - bucketBits);
}
