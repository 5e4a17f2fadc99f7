/** What `campaign --benign` says of windows, by the whole audit: of prompts of the corpora, and of simulated weeks. */

import type { WindowsView } from '../../protocol/campaign.ts';
import { LogAudit } from '../../server/campaign/audit-logs.ts';
import { bytesSource } from '../../server/dataset/byte-source.ts';
import { type Dataset, datasetOf } from '../../server/dataset/dataset.ts';
import { createRandom, type Random } from '../../server/engine/random.ts';
import { type AttackName, attackNames } from './exchange.ts';
import { exchanges } from './generate-log.ts';
import { attackerShares, type BenignGroup, divide, draw } from './power.ts';
import type { PromptSource } from './prompt-sources.ts';

/** Windows of one kind, and those of them that are said to differ. */
export interface WindowRate {
  readonly windows: number;
  readonly differing: number;
}

export interface WatchPower {
  /** Of the corpora: with nobody's prompts but the population's. */
  readonly benign: WindowRate;
  /** For each of `attackerShares`. */
  readonly attacked: readonly WindowRate[];
  readonly simulatedBenign: WindowRate;
  readonly simulated: readonly {
    readonly pattern: AttackName;
    /** For each of `simulatedShares`. */
    readonly rates: readonly WindowRate[];
  }[];
}

export const simulatedShares = [0.02, 0.05] as const;

const window = 1500;
/** Of each window of a log: the attackers' share. */
const course = attackerShares.flatMap((share) => [0, 0, share]);
const simulatedRequests = 60_000;
const benignWeeks = 10;
const attackedWeeks = 2;

export async function measureWatch(
  sources: readonly PromptSource[],
  groups: readonly BenignGroup[],
  seeds: readonly number[],
): Promise<WatchPower> {
  const rates = new Map<number, { windows: number; differing: number }>();
  for (const seed of seeds) {
    for (const group of groups) {
      const random = createRandom(seed);
      const { history, later } = divide(sources, group, random);
      for (const { name, prompts } of sources) {
        if (group.sources.includes(name)) continue;
        const log = course.flatMap((share) => mixed(later, prompts, share, random));
        const differing = differingIn(await compare(history, log));
        course.forEach((share, i) => count(rates, share, differing.has(i)));
      }
    }
  }
  return {
    benign: rates.get(0)!,
    attacked: attackerShares.map((share) => rates.get(share)!),
    ...(await measureSimulated()),
  };
}

/** A week is ordinary, and the week after it is compared with it. */
async function measureSimulated(): Promise<Pick<WatchPower, 'simulatedBenign' | 'simulated'>> {
  const simulatedBenign = await weeks(null, 0, benignWeeks);
  const simulated: WatchPower['simulated'][number][] = [];
  for (const pattern of attackNames) {
    const rates: WindowRate[] = [];
    for (const share of simulatedShares) rates.push(await weeks(pattern, share, attackedWeeks));
    simulated.push({ pattern, rates });
  }
  return { simulatedBenign, simulated };
}

async function weeks(attack: AttackName | null, share: number, times: number): Promise<WindowRate> {
  const all = { windows: 0, differing: 0 };
  for (let seed = 1; seed <= times; seed++) {
    const rows = [...exchanges({ requests: simulatedRequests, attack, share, seed })];
    const middle = rows.length >> 1;
    const first = rows.slice(0, middle).filter(([, origin]) => origin === 'benign');
    const prompts = (half: typeof rows): string[] => half.map(([{ prompt }]) => prompt);
    const view = await compare(prompts(first), prompts(rows.slice(middle)));
    all.windows += view.tested;
    all.differing += view.differing;
  }
  return all;
}

/** By all of the audit, from the bytes of two logs on. */
async function compare(benign: readonly string[], later: readonly string[]): Promise<WindowsView> {
  const audit = new LogAudit({ given: {}, key: new Uint8Array(32), shown: new Set() });
  const { signal } = new AbortController();
  const ignore = (): void => undefined;
  await audit.learnBenign(logOf(benign), 1, signal, ignore);
  await audit.add(logOf(later), signal, ignore);
  return audit.view(1, 'complete').windows!;
}

function logOf(prompts: readonly string[]): Dataset {
  const rows = prompts.map((prompt, i) => JSON.stringify({ user: `u${i % 50}`, prompt }));
  return datasetOf(bytesSource('log.jsonl', Buffer.from(rows.join('\n'))));
}

function differingIn(view: WindowsView): Set<number> {
  if (view.windows.length < view.differing) throw new Error('not all windows are listed');
  return new Set(view.windows.map(({ row }) => Math.floor((row - 1) / window)));
}

function mixed(
  benign: readonly string[],
  strangers: readonly string[],
  share: number,
  random: Random,
): string[] {
  const some = (prompts: readonly string[], wanted: number): string[] =>
    Array.from(draw(prompts.length, wanted, random), (i) => prompts[i]!);
  const wanted = Math.round(window * share);
  return [...some(benign, window - wanted), ...some(strangers, wanted)];
}

function count(
  rates: Map<number, { windows: number; differing: number }>,
  share: number,
  isDiffering: boolean,
): void {
  const rate = rates.get(share) ?? { windows: 0, differing: 0 };
  rates.set(share, rate);
  rate.windows++;
  if (isDiffering) rate.differing++;
}
