/** Which expert finds what in a text. Training, judging and explaining all come through here. */

import { findEnds } from './experts/ends.ts';
import { findLayout } from './experts/layout.ts';
import { findPhrases } from './experts/phrase.ts';
import { findSpelling } from './experts/spelling.ts';
import { findTemplates } from './experts/template.ts';
import type { FeatureBuffer } from './feature-buffer.ts';
import type { HashSet } from './hash-set.ts';
import type { ExpertName } from './profile.ts';
import type { Tokens } from './tokens.ts';

/** `keptWords`: lower-case hashes of the words that templates leave as they are. */
export function findFeatures(
  expert: ExpertName,
  tokens: Tokens,
  keptWords: HashSet,
  into: FeatureBuffer,
): void {
  into.count = 0;
  switch (expert) {
    case 'phrase':
      findPhrases(tokens, into);
      return;
    case 'spelling':
      findSpelling(tokens, into);
      return;
    case 'template':
      findTemplates(tokens, keptWords, into);
      return;
    case 'layout':
      findLayout(tokens, into);
      return;
    case 'ends':
      findEnds(tokens, into);
  }
}
