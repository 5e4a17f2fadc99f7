/** Cased word 1–3-grams, punctuation and line breaks included: the words a model reaches for. */

import type { FeatureCounter } from '../feature-counter.ts';
import { extendHash } from '../hash.ts';
import type { Tokens } from '../tokens.ts';

export function countPhrases(tokens: Tokens, into: FeatureCounter): void {
  const { hash, start, end, count } = tokens;
  for (let i = 0; i < count; i++) {
    const last = end[i]!;
    let gram = hash[i]!;
    into.add(gram, start[i]!, last);
    if (i === 0) continue;
    gram = extendHash(gram, hash[i - 1]!);
    into.add(gram, start[i - 1]!, last);
    if (i === 1) continue;
    into.add(extendHash(gram, hash[i - 2]!), start[i - 2]!, last);
  }
}
