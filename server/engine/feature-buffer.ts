/** The features that an expert finds in one text, kept or not, in memory reused for the next text. */

import { analysedCharsLimit } from './tokens.ts';

/** The most that an expert may find in a text: three per token, and every character may be one. */
export const mostFeatures = analysedCharsLimit * 3;

export class FeatureBuffer {
  count = 0;
  readonly hashes: Int32Array;
  /** Features lie at UTF-16 offsets [start, end); null where nobody asks. */
  readonly starts: Int32Array | null;
  readonly ends: Int32Array | null;

  constructor(
    hashes: Int32Array = new Int32Array(mostFeatures),
    { keepsSpans } = { keepsSpans: false },
  ) {
    this.hashes = hashes;
    this.starts = keepsSpans ? new Int32Array(mostFeatures) : null;
    this.ends = keepsSpans ? new Int32Array(mostFeatures) : null;
  }

  add(hash: number, start: number, end: number): void {
    if (this.starts !== null) {
      this.starts[this.count] = start;
      this.ends![this.count] = end;
    }
    this.hashes[this.count++] = hash;
  }
}
