/**
 * Layout: every run of words becomes one symbol that says only how long it is; marks, numbers and
 * line breaks stay. What is left is the skeleton of headings, lists, emphasis, dashes and quotes
 * (after Sun et al. 2025, table 9), counted as 2- and 4-grams.
 */

import type { FeatureBuffer } from '../feature-buffer.ts';
import { extendHash, hashText } from '../hash.ts';
import { tokenKind, type Tokens } from '../tokens.ts';

const wordsHash = hashText('words');
const numberHash = hashText('number');

/** Runs of 1, 2, 3–4, 5–8, 9–16, … words are alike. */
function runSymbol(words: number): number {
  return extendHash(wordsHash, 32 - Math.clz32(words - 1));
}

export function findLayout(tokens: Tokens, into: FeatureBuffer): void {
  const { kind, hash, start, end, count } = tokens;
  // The last four symbols and where they start, the latest at `size & 3`.
  const symbols = [0, 0, 0, 0];
  const starts = [0, 0, 0, 0];
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
    size++;
    symbols[size & 3] = symbol;
    starts[size & 3] = start[first]!;
    if (size < 2) continue;
    const two = extendHash(extendHash(wordsHash, symbol), symbols[(size - 1) & 3]!);
    into.add(two, starts[(size - 1) & 3]!, end[at - 1]!);
    if (size < 4) continue;
    const three = extendHash(two, symbols[(size - 2) & 3]!);
    into.add(extendHash(three, symbols[(size - 3) & 3]!), starts[(size - 3) & 3]!, end[at - 1]!);
  }
}
