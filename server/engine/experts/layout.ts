/**
 * Layout: every run of words becomes one symbol that says only how long it is; marks, numbers and
 * line breaks stay. What is left is the skeleton of headings, lists, emphasis, dashes and quotes
 * (after Sun et al. 2025, table 9), counted as 2–5-grams.
 */

import type { FeatureCounter } from '../feature-counter.ts';
import { extendHash, hashText } from '../hash.ts';
import { tokenKind, type Tokens } from '../tokens.ts';

const longest = 5;
const wordsHash = hashText('words');
const numberHash = hashText('number');

/** Runs of 1, 2, 3–4, 5–8, 9–16, … words are alike. */
function runSymbol(words: number): number {
  return extendHash(wordsHash, 32 - Math.clz32(words - 1));
}

export function countLayout(tokens: Tokens, into: FeatureCounter): void {
  const { kind, hash, start, end, count } = tokens;
  const symbols = [0, 0, 0, 0, 0];
  const starts = [0, 0, 0, 0, 0];
  let size = 0;
  let at = 0;
  while (at < count) {
    const first = at;
    let symbol: number;
    if (kind[at] === tokenKind.word) {
      while (at < count && kind[at] === tokenKind.word) at++;
      symbol = runSymbol(at - first);
    } else {
      symbol = kind[at] === tokenKind.number ? numberHash : hash[at]!;
      at++;
    }
    const place = size++ % longest;
    symbols[place] = symbol;
    starts[place] = start[first]!;
    let gram = extendHash(wordsHash, symbol);
    for (let back = 1; back < longest && back < size; back++) {
      const before = (size - 1 - back) % longest;
      gram = extendHash(gram, symbols[before]!);
      into.add(gram, starts[before]!, end[at - 1]!);
    }
  }
}
