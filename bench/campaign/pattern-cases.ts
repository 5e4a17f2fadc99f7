/** Simulated logs of many sizes through the whole audit: which of them get a card, and what is on it. */

import { Readable } from 'node:stream';
import type { CampaignAxis } from '../../protocol/campaign.ts';
import { LogAudit } from '../../server/campaign/audit-logs.ts';
import { streamSource } from '../../server/dataset/byte-source.ts';
import { datasetOf } from '../../server/dataset/dataset.ts';
import {
  type AttackName,
  attackNames,
  type LookAlikeName,
  lookAlikeNames,
  type Origin,
} from './exchange.ts';
import { logBlocks } from './generate-log.ts';

/** Logs of one size; each pattern, or each look-alike, with each seed. */
export interface PatternSeries {
  readonly requests: number;
  readonly share: number;
  readonly seeds: readonly number[];
  readonly of: 'patterns' | 'look-alikes';
}

export interface PatternCase {
  readonly name: AttackName | LookAlikeName;
  readonly requests: number;
  readonly share: number;
  readonly seed: number;
}

export interface PatternResult extends PatternCase {
  /** Requests of the pattern in the log. */
  readonly wanted: number;
  readonly cards: readonly {
    readonly requests: number;
    readonly axes: readonly CampaignAxis[];
    /** Of the rows that the card names, the share that is of the pattern. */
    readonly purity: number;
  }[];
}

export function casesOf({ requests, share, seeds, of }: PatternSeries): PatternCase[] {
  const names = of === 'patterns' ? attackNames : lookAlikeNames;
  return names.flatMap((name) => seeds.map((seed) => ({ name, requests, share, seed })));
}

export async function runCase(it: PatternCase): Promise<PatternResult> {
  const plan = isAttack(it.name) ? { attack: it.name } : { lookAlike: it.name };
  const origins: Origin[] = [];
  const blocks = logBlocks({ ...it, ...plan }, ({ origin }) => origins.push(origin));
  const audit = new LogAudit({ given: {}, key: new Uint8Array(32), shown: new Set() });
  const stream = Readable.from(blocks, { objectMode: false });
  const log = datasetOf(streamSource('log.jsonl', stream));
  await audit.add(log, new AbortController().signal, () => undefined);
  const { cards } = audit.view(1, 'complete');
  return {
    ...it,
    wanted: origins.filter((origin) => origin === it.name).length,
    cards: cards.map(({ requests, axes, evidence }) => ({
      requests,
      axes: axes.map(({ axis }) => axis),
      purity: evidence.filter(({ row }) => origins[row - 1] === it.name).length / evidence.length,
    })),
  };
}

function isAttack(name: PatternCase['name']): name is AttackName {
  return (attackNames as readonly string[]).includes(name);
}
