/** Hand-over: a prompt that was refused to one account is soon asked by another. */

import { count } from '../../../protocol/words.ts';
import type { Group, LogContext } from '../group.ts';
import { binomialUpper } from '../statistics.ts';

const soon = 10 * 60_000;
const blocked = new Set([401, 403, 429]);

/** Against how often an answered prompt is soon asked by another account, once more than was seen. */
export function handOver(
  { requests }: Group,
  { table }: LogContext,
): { readonly p: number; readonly words: string } | null {
  let [failures, handed, successes, asked] = [0, 0, 0, 0];
  const last = new Map<number, number>();
  for (const i of requests) {
    const before = last.get(table.prompt[i]!);
    if (before !== undefined) {
      const isOther =
        table.account[before] !== table.account[i] && table.time[i]! - table.time[before]! <= soon;
      if (isOther && blocked.has(table.status[before]!)) handed++;
      else if (isOther) asked++;
    }
    if (blocked.has(table.status[i]!)) failures++;
    else successes++;
    last.set(table.prompt[i]!, i);
  }
  if (failures === 0) return null;
  return {
    p: binomialUpper(handed, failures, (asked + 1) / (successes + 1)),
    words: `${handed} of ${count(failures, 'blocked prompt')} went on with another account within ten minutes`,
  };
}
