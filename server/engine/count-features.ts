/** Which expert counts what. Training and judging both come through here. */

import { countEnds } from './experts/ends.ts';
import { countLayout } from './experts/layout.ts';
import { countPhrases } from './experts/phrase.ts';
import { countSpelling } from './experts/spelling.ts';
import { countTemplates } from './experts/template.ts';
import type { FeatureCounter } from './feature-counter.ts';
import type { ExpertName } from './profile.ts';
import type { Tokens } from './tokens.ts';

export function countFeatures(
  expert: ExpertName,
  tokens: Tokens,
  keptWords: ReadonlySet<number>,
  into: FeatureCounter,
): void {
  into.clear();
  switch (expert) {
    case 'phrase':
      countPhrases(tokens, into);
      return;
    case 'spelling':
      countSpelling(tokens, into);
      return;
    case 'template':
      countTemplates(tokens, keptWords, into);
      return;
    case 'layout':
      countLayout(tokens, into);
      return;
    case 'ends':
      countEnds(tokens, into);
  }
}

// Nearly all counts are small, and this is asked for once per distinct feature of every text.
const smallCounts = Float64Array.from({ length: 256 }, (_, count) => 1 + Math.log(count));

/** Occurrences → value before normalization: repeated use adds less and less. */
export function dampen(count: number): number {
  return count < smallCounts.length ? smallCounts[count]! : 1 + Math.log(count);
}
