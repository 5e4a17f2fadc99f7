/** Which expert counts what. Training and judging both come through here. */

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
  }
}

/** Occurrences → value before normalization: repeated use adds less and less. */
export function dampen(count: number): number {
  return 1 + Math.log(count);
}
