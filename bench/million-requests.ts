/** What an audit of a log of a million requests takes: one campaign in twenty of them, among simulated traffic. */

import { createWriteStream } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { runCli } from './audit-process.ts';
import { generateLog } from './campaign/generate-log.ts';
import { atLeast, atMost, type Measurement, measured } from './measurement.ts';

const requests = 1_000_000;
const seed = 21;

export async function measureCampaign(folder: string): Promise<Measurement[]> {
  const log = join(folder, 'requests.jsonl');
  await pipeline(Readable.from(blocks(), { objectMode: false }), createWriteStream(log));
  const { output, ...usage } = await runCli(['campaign', log, '--quiet', '--format', 'json']);
  const { cards } = JSON.parse(output) as { cards: unknown[] };
  return [
    atMost(180, measured('`campaign` on a million requests', usage.seconds, 's')),
    measured('of one core', usage.cpuSeconds, 's'),
    atMost(500, measured('its peak', usage.peakMegabytes, 'MB')),
    atLeast(1, measured('campaigns found, of 1', cards.length, 'cards')),
  ];
}

function* blocks(): Generator<string> {
  let block = '';
  for (const { row } of generateLog({ requests, attack: 'harvest', share: 0.05, seed })) {
    block += `${JSON.stringify(row)}\n`;
    if (block.length < 1 << 18) continue;
    yield block;
    block = '';
  }
  yield block;
}
