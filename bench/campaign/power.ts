/** How often the window test finds strangers among benign prompts, and how often it is wrong about none. */

import {
  alarmPValue,
  fitWindowTest,
  openWindow,
  promptFeatures,
  type WindowTest,
} from '../../server/campaign/axes/window.ts';
import { createRandom, type Random } from '../../server/engine/random.ts';
import type { PromptSource } from './prompt-sources.ts';

export const attackerShares = [0.05, 0.1, 0.25, 0.5] as const;

export interface PairPower {
  readonly benign: string;
  readonly attacker: string;
  /** Detection rate for each of `attackerShares`. */
  readonly found: readonly number[];
}

export interface BenignAlarms {
  readonly benign: string;
  readonly history: number;
  readonly prompts: number;
  readonly windows: number;
  readonly alarms: number;
}

export interface Power {
  readonly pairs: readonly PairPower[];
  readonly alarms: readonly BenignAlarms[];
}

interface Pool {
  readonly prompts: readonly string[];
  readonly features: readonly Float64Array[];
}

/** Benign traffic is one source or several; a part of it is the history and the rest is what comes later. */
export interface BenignGroup {
  readonly name: string;
  readonly sources: readonly string[];
}

const historyShare = 0.45;

export interface PowerPlan {
  readonly window: number;
  readonly windowsPerPair: number;
  readonly benignWindows: number;
  readonly seed: number;
}

export function measurePower(
  sources: readonly PromptSource[],
  groups: readonly BenignGroup[],
  plan: PowerPlan,
): Power {
  const pairs: PairPower[] = [];
  const alarms: BenignAlarms[] = [];
  for (const group of groups) {
    const random = createRandom(plan.seed);
    const { history, later } = divide(sources, group, random);
    const test = fitWindowTest(history, plan.seed);
    if (test === null) continue;
    const benign = poolOf(test, later);
    const isAlarm = (attackers: Pool | null, share: number): boolean =>
      alarmOf(test, [benign, attackers], [plan.window, share], random);
    alarms.push({
      benign: group.name,
      history: history.length,
      prompts: later.length,
      windows: plan.benignWindows,
      alarms: count(plan.benignWindows, () => isAlarm(null, 0)),
    });
    for (const { name, prompts } of sources) {
      if (group.sources.includes(name)) continue;
      const attackers = poolOf(test, prompts);
      pairs.push({
        benign: group.name,
        attacker: name,
        found: attackerShares.map(
          (share) =>
            count(plan.windowsPerPair, () => isAlarm(attackers, share)) / plan.windowsPerPair,
        ),
      });
    }
  }
  return { pairs, alarms };
}

function alarmOf(
  test: WindowTest,
  [benign, attackers]: readonly [Pool, Pool | null],
  [size, share]: readonly [number, number],
  random: Random,
): boolean {
  const window = openWindow(test);
  const strangers = Math.round(size * share);
  for (const [pool, wanted] of [
    [benign, size - strangers],
    [attackers, strangers],
  ] as const) {
    if (pool === null) continue;
    for (const i of draw(pool.prompts.length, wanted, random)) {
      window.add(pool.prompts[i]!, pool.features[i]);
    }
  }
  return window.result().pValue <= alarmPValue;
}

/** Without putting back where there are enough, and with it where there are not. */
export function draw(from: number, wanted: number, random: Random): Int32Array {
  if (wanted > from) return Int32Array.from({ length: wanted }, () => random.below(from));
  const order = Int32Array.from({ length: from }, (_, i) => i);
  random.shuffle(order);
  return order.subarray(0, wanted);
}

function poolOf(test: WindowTest, prompts: readonly string[]): Pool {
  return { prompts, features: prompts.map((prompt) => promptFeatures(test, prompt)) };
}

export function divide(
  sources: readonly PromptSource[],
  group: BenignGroup,
  random: Random,
): { history: string[]; later: string[] } {
  const all = sources.flatMap(({ name, prompts }) => (group.sources.includes(name) ? prompts : []));
  const order = Int32Array.from(all.keys());
  random.shuffle(order);
  const shuffled = Array.from(order, (i) => all[i]!);
  const cut = Math.floor(shuffled.length * historyShare);
  return { history: shuffled.slice(0, cut), later: shuffled.slice(cut) };
}

function count(times: number, happens: () => boolean): number {
  let found = 0;
  for (let i = 0; i < times; i++) if (happens()) found++;
  return found;
}
