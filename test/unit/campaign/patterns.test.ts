/** Seven patterns that are found at a share of 5 %, and six look-alikes that are none. */

import { describe, expect, test } from 'vitest';
import {
  type AttackName,
  type LookAlikeName,
  lookAlikeNames,
} from '../../../bench/campaign/exchange.ts';
import { generateLog, type LogPlan } from '../../../bench/campaign/generate-log.ts';
import type { CampaignAxis, CampaignView } from '../../../protocol/campaign.ts';
import { LogAudit } from '../../../server/campaign/audit-logs.ts';
import { bytesSource } from '../../../server/dataset/byte-source.ts';
import { datasetOf } from '../../../server/dataset/dataset.ts';

async function auditOf(plan: LogPlan): Promise<{ view: CampaignView; origins: string[] }> {
  const rows = [...generateLog(plan)];
  const text = rows.map(({ row }) => JSON.stringify(row)).join('\n');
  const audit = new LogAudit({ given: {}, key: new Uint8Array(32), shown: new Set() });
  const log = datasetOf(bytesSource('log.jsonl', Buffer.from(text)));
  await audit.add(log, new AbortController().signal, () => undefined);
  const origins = rows.map(({ truth }) => truth.origin);
  return { view: audit.view(1, 'complete'), origins };
}

const patterns: Record<AttackName, readonly CampaignAxis[]> = {
  harvest: ['structure', 'focus', 'coordination', 'rhythm'],
  reasoning: ['structure', 'value'],
  rubric: ['structure', 'value'],
  rewrite: ['structure', 'value'],
  sweep: ['sweep'],
  pivot: ['structure', 'pivot'],
  replay: ['structure', 'replay'],
};

/** In 6,000 requests it has two organizations, and two may well decide alike. */
const pivotRequests = 20_000;

describe.each(Object.entries(patterns))('%s', (attack, axes) => {
  test('is one card with its axes, and its rows are rows of the pattern', async () => {
    const requests = attack === 'pivot' ? pivotRequests : 6000;
    const plan = { seed: 11, requests, attack: attack as AttackName, share: 0.05 };
    const { view, origins } = await auditOf(plan);
    expect(view.cards).toHaveLength(1);
    const [card] = view.cards;
    expect(card!.axes.map(({ axis }) => axis)).toEqual(expect.arrayContaining([...axes]));
    expect(new Set(card!.evidence.map(({ row }) => origins[row - 1]))).toEqual(new Set([attack]));
  });
});

test.each<LookAlikeName>(lookAlikeNames)('%s raises no card', async (lookAlike) => {
  const { view } = await auditOf({ seed: 12, requests: 6000, lookAlike, share: 0.05 });
  expect(view.cards).toEqual([]);
  expect(view.coverage).toEqual({ rows: 6000, analysed: 6000, skipped: {} });
});
