/** Cased character 2–5-grams across word borders: spelling, spacing, quotes, dashes, endings. */

import type { FeatureCounter } from '../feature-counter.ts';
import { emptyHash, extendHash } from '../hash.ts';
import type { Tokens } from '../tokens.ts';

const longest = 5;

export function countSpelling(tokens: Tokens, into: FeatureCounter): void {
  const { units, length } = tokens;
  for (let i = 1; i < length; i++) {
    let gram = extendHash(emptyHash, units[i]!);
    const first = Math.max(0, i - longest + 1);
    for (let from = i - 1; from >= first; from--) {
      gram = extendHash(gram, units[from]!);
      into.add(gram, from, i + 1);
    }
  }
}
