/** Fits the experts of one task in threads, as many at a time as there are cores. */

import { availableParallelism } from 'node:os';
import { expertNames } from '../engine/profile.ts';
import type { ExpertTask, FittedExpert } from './fit-expert.ts';
import { fitExpertInThread } from './train-thread.ts';

/** Tasks in the order of the experts; results in the same order, whichever ends first. */
export async function fitExperts(tasks: readonly ExpertTask[]): Promise<FittedExpert[]> {
  const results: FittedExpert[] = [];
  // The slowest expert first, or it would be waited for alone.
  const waiting = [...tasks.keys()].sort((a, b) => cost(tasks[b]!) - cost(tasks[a]!));
  const work = async (): Promise<void> => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
      results[next] = await fitExpertInThread(tasks[next]!);
    }
  };
  await Promise.all(Array.from({ length: availableParallelism() }, work));
  return results;
}

function cost({ expert }: ExpertTask): number {
  return ['ends', 'layout', 'phrase', 'template', 'spelling'].indexOf(expert);
}

/** The same task for every expert, with each one's number of features. */
export function tasksOf(
  features: Record<(typeof expertNames)[number], number>,
  shared: Omit<ExpertTask, 'expert' | 'mostFeatures'>,
): ExpertTask[] {
  return expertNames.map((expert) => ({
    ...shared,
    expert,
    mostFeatures: features[expert],
    // Phrases tell models of one family apart best, and one such layer is enough weight to ship.
    whole: shared.whole && (expert === 'phrase' ? shared.whole : { ...shared.whole, ...noModels }),
  }));
}

const noModels = { models: new Int32Array(0), modelCount: 0, mostModelFeatures: 0 };
