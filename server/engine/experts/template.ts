/**
 * Sentence templates: frequent words stay, every other word becomes its shape and ending, and the
 * sequence is counted as 1–4-grams. What is left is how a model builds sentences, not what about.
 * After the part-of-speech templates of Wadhwa et al. 2025 (section 3), with endings for a tagger.
 */

import type { FeatureCounter } from '../feature-counter.ts';
import { extendHash, hashText } from '../hash.ts';
import { tokenKind, type Tokens } from '../tokens.ts';

const longest = 4;

/** Endings that tell word classes apart, longest first. */
const endings =
  'ation ingly ment ness ence ance ious able ible ical tion sion ally ized izes izing ing ity ive ous ful ies est ism ist age ary ers ed ly al er or ic en es s'.split(
    ' ',
  );
const longestEnding = 5;
const endingClass = new Map(endings.map((ending, i) => [hashText(ending), i + 1]));

const unitHash = hashText('template');

/** Class of a word by its ending; 0 for none of the known ones. */
function endingOf(tokens: Tokens, token: number): number {
  const start = tokens.start[token]!;
  const end = tokens.end[token]!;
  for (let size = Math.min(longestEnding, end - start - 2); size > 0; size--) {
    let hash = hashText('');
    for (let i = end - size; i < end; i++) hash = extendHash(hash, tokens.units[i]!);
    const found = endingClass.get(hash);
    if (found !== undefined) return found;
  }
  return 0;
}

function symbolOf(tokens: Tokens, token: number, keptWords: ReadonlySet<number>): number {
  if (tokens.kind[token] !== tokenKind.word) return tokens.hash[token]!;
  const lowerHash = tokens.lowerHash[token]!;
  if (keptWords.has(lowerHash)) return lowerHash;
  return extendHash(unitHash, endingOf(tokens, token) * 4 + tokens.letterCase[token]!);
}

/** `keptWords`: lower-case hashes of the words that stay as they are. */
export function countTemplates(
  tokens: Tokens,
  keptWords: ReadonlySet<number>,
  into: FeatureCounter,
): void {
  const { start, end, count } = tokens;
  const recent = [0, 0, 0, 0];
  for (let i = 0; i < count; i++) {
    const symbol = symbolOf(tokens, i, keptWords);
    recent[i & 3] = symbol;
    let gram = extendHash(unitHash, symbol);
    into.add(gram, start[i]!, end[i]!);
    for (let size = 2; size <= longest && size <= i + 1; size++) {
      gram = extendHash(gram, recent[(i - size + 1) & 3]!);
      into.add(gram, start[i - size + 1]!, end[i]!);
    }
  }
}
