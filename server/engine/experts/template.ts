/**
 * Sentence templates: frequent words stay, every other word becomes its shape and ending, and the
 * sequence is counted as 1–3-grams. What is left is how a model builds sentences, not what about.
 * After the part-of-speech templates of Wadhwa et al. 2025 (section 3), with endings for a tagger.
 */

import type { FeatureBuffer } from '../feature-buffer.ts';
import type { HashSet } from '../hash-set.ts';
import { extendHash, hashText } from '../hash.ts';
import { tokenKind, type Tokens } from '../tokens.ts';
import { endingOf } from './endings.ts';

const unitHash = hashText('template');

/** `keptWords`: lower-case hashes of the words that stay as they are. */
export function findTemplates(tokens: Tokens, keptWords: HashSet, into: FeatureBuffer): void {
  const { start, end, count } = tokens;
  let before = 0;
  let beforeThat = 0;
  for (let i = 0; i < count; i++) {
    const symbol = symbolOf(tokens, i, keptWords);
    const last = end[i]!;
    const one = extendHash(unitHash, symbol);
    into.add(one, start[i]!, last);
    if (i > 0) {
      const two = extendHash(one, before);
      into.add(two, start[i - 1]!, last);
      if (i > 1) into.add(extendHash(two, beforeThat), start[i - 2]!, last);
    }
    beforeThat = before;
    before = symbol;
  }
}

function symbolOf(tokens: Tokens, token: number, keptWords: HashSet): number {
  if (tokens.kind[token] !== tokenKind.word) return tokens.hash[token]!;
  const lowerHash = tokens.lowerHash[token]!;
  if (keptWords.has(lowerHash)) return lowerHash;
  const ending = endingOf(tokens.units, tokens.start[token]!, tokens.end[token]!);
  return extendHash(unitHash, ending * 4 + tokens.letterCase[token]!);
}
