/** Cased word 1–3-grams, punctuation and line breaks included: the words a model reaches for. */

import type { FeatureBuffer } from '../feature-buffer.ts';
import { extendHash } from '../hash.ts';
import type { Tokens } from '../tokens.ts';

export function findPhrases({ hash, start, end, count }: Tokens, into: FeatureBuffer): void {
  for (let i = 0; i < count; i++) {
    const last = end[i]!;
    const one = hash[i]!;
    into.add(one, start[i]!, last);
    if (i === 0) continue;
    const two = extendHash(one, hash[i - 1]!);
    into.add(two, start[i - 1]!, last);
    if (i === 1) continue;
    into.add(extendHash(two, hash[i - 2]!), start[i - 2]!, last);
  }
}
