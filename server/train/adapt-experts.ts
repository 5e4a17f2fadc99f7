/** All experts of a profile adapted in threads, as many at a time as there are cores. */

import { availableParallelism } from 'node:os';
import { expertNames } from '../engine/profile.ts';
import type { AdaptedExpert, AdaptTask } from './adapt-expert.ts';
import { adaptExpertInThread } from './train-thread.ts';

/** Results in the order of the experts, whichever ends first. */
export async function adaptExperts(shared: Omit<AdaptTask, 'expert'>): Promise<AdaptedExpert[]> {
  const results: AdaptedExpert[] = [];
  // The slowest first, or it would be waited for alone.
  const waiting = [...expertNames.keys()].sort((a, b) => slowness(b) - slowness(a));
  const work = async (): Promise<void> => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
      results[next] = await adaptExpertInThread({ ...shared, expert: next });
    }
  };
  await Promise.all(Array.from({ length: availableParallelism() }, work));
  return results;
}

function slowness(expert: number): number {
  return ['ends', 'layout', 'phrase', 'template', 'spelling'].indexOf(expertNames[expert]!);
}
