/** How a text begins and ends: 1–3-grams of its first and last tokens, told apart from all others. */

import type { FeatureBuffer } from '../feature-buffer.ts';
import { extendHash, hashText } from '../hash.ts';
import type { Tokens } from '../tokens.ts';

const openerTokens = 8;
const closerTokens = 20;
const openerHash = hashText('opener');
const closerHash = hashText('closer');

export function findEnds(tokens: Tokens, into: FeatureBuffer): void {
  const { count } = tokens;
  findInWindow(tokens, 0, Math.min(openerTokens, count), openerHash, into);
  findInWindow(tokens, Math.max(0, count - closerTokens), count, closerHash, into);
}

function findInWindow(
  { hash, start, end }: Tokens,
  from: number,
  to: number,
  tag: number,
  into: FeatureBuffer,
): void {
  for (let i = from; i < to; i++) {
    let gram = extendHash(tag, hash[i]!);
    into.add(gram, start[i]!, end[i]!);
    for (let back = 1; back < 3 && i - back >= from; back++) {
      gram = extendHash(gram, hash[i - back]!);
      into.add(gram, start[i - back]!, end[i]!);
    }
  }
}
