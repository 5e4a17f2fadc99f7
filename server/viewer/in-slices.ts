/** Loops over millions of numbers that let others have their turn every few milliseconds. */

import { setImmediate } from 'node:timers/promises';

const itemsPerSlice = 1 << 17;

export async function inSlices(
  from: number,
  to: number,
  visit: (index: number) => void,
): Promise<void> {
  for (let start = from; start < to; start += itemsPerSlice) {
    const end = Math.min(to, start + itemsPerSlice);
    for (let index = start; index < end; index++) visit(index);
    if (end < to) await setImmediate();
  }
}
