/** What an audit of a log of a million requests takes: one campaign in twenty of them, among simulated traffic. */

import { createWriteStream } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { runCli } from './audit-process.ts';
import { logBlocks } from './campaign/generate-log.ts';
import { atLeast, atMost, type Measurement, measured } from './measurement.ts';

const plan = { requests: 1_000_000, attack: 'harvest', share: 0.05, seed: 21 } as const;

export async function measureCampaign(folder: string): Promise<Measurement[]> {
  const log = join(folder, 'requests.jsonl');
  await pipeline(Readable.from(logBlocks(plan), { objectMode: false }), createWriteStream(log));
  const { output, ...usage } = await runCli(['campaign', log, '--quiet', '--format', 'json']);
  const { cards } = JSON.parse(output) as { cards: unknown[] };
  return [
    atMost(180, measured('`campaign` on a million requests', usage.seconds, 's')),
    measured('of one core', usage.cpuSeconds, 's'),
    atMost(500, measured('its peak', usage.peakMegabytes, 'MB')),
    atLeast(1, measured('campaigns found, of 1', cards.length, 'cards')),
  ];
}
