/** In which order prompts are looked at: drawn by a hash, so that whoever looks early sees a mixture. */

import { createHash } from 'node:crypto';

/** More cost time and say little more. */
const mostPrompts = 1000;

/** `keys`: of prompts. At most so many as an audit looks at. */
export function inDrawnOrder(keys: readonly string[], seed: number): string[] {
  const rank = (key: string): string => createHash('sha256').update(`${seed}/${key}`).digest('hex');
  return keys
    .map((key) => ({ key, rank: rank(key) }))
    .sort((a, b) => (a.rank < b.rank ? -1 : 1))
    .slice(0, mostPrompts)
    .map(({ key }) => key);
}
