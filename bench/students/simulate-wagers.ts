/** How often a gambler's capital ever reaches 1/α although student and control are alike. */

import { createRandom, type Random } from '../../server/engine/random.ts';
import { wagerOn } from '../../server/student/betting.ts';

/** Differences of places in [-1, 1] with mean 0 (or below), of several shapes. */
export const nulls: Readonly<Record<string, (random: Random) => number>> = {
  'two places at random': (random) => random.next() - random.next(),
  'ties, mostly': (random) => (random.next() < 0.8 ? 0 : random.next() - random.next()),
  'heavy tails': (random) => (random.next() < 0.9 ? 0.02 : 1) * Math.sign(random.next() - 0.5),
  'skewed: rarely far up': (random) => (random.next() < 0.05 ? 0.95 : -0.05),
  'skewed: rarely far down': (random) => (random.next() < 0.05 ? -0.95 : 0.05),
  'extremely skewed': (random) => (random.next() < 0.01 ? 0.99 : -0.01),
  'below the control': (random) => Math.max(-1, random.next() - random.next() - 0.05),
};

export const alpha = 0.05;

export function falseAlarms(
  draw: (random: Random) => number,
  runs: number,
  prompts: number,
  seed: number,
): number {
  const random = createRandom(seed);
  let alarms = 0;
  for (let run = 0; run < runs; run++) {
    const differences = Float64Array.from({ length: prompts }, () => draw(random));
    if (wagerOn(differences, alpha).stoppedAfter !== null) alarms++;
  }
  return alarms;
}
