/** How many bytes of JSON Lines a core audits per second, and how much two workers help. */

import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { runAudit } from './audit-process.ts';
import { writeDataset } from './generated-dataset.ts';
import { atLeast, type Measurement, measured } from './measurement.ts';
import { median, repeat, timed } from './repeat.ts';

const megabytes = 128;

export async function measureThroughput(folder: string): Promise<Measurement[]> {
  const file = join(folder, 'throughput.jsonl');
  await writeDataset(file, megabytes * 1e6);
  // All in each round, so that a busy minute of the machine falls on all of them.
  const rounds = await repeat({ warmUps: 1, times: 5 }, async () => ({
    one: await runAudit(file, ['--jobs', '1']),
    two: await runAudit(file, ['--jobs', '2']),
    parse: await timeParsing(file),
  }));
  const rate = (secondsOf: (round: (typeof rounds)[number]) => number): number =>
    megabytes / median(rounds.map(secondsOf));
  const audited = rate(({ one }) => one.cpuSeconds);
  const parsed = rate(({ parse }) => parse);
  const speedUp = median(rounds.map(({ one, two }) => one.seconds / two.seconds));
  return [
    // A worker and the main thread share the work, so a core is counted by what all threads used.
    atLeast(
      10,
      measured('audit, per second of one core, all threads and the start', audited, 'MB/s'),
    ),
    measured(
      'audit --jobs 1, by the clock',
      rate(({ one }) => one.seconds),
      'MB/s',
    ),
    measured(
      'audit --jobs 2, by the clock',
      rate(({ two }) => two.seconds),
      'MB/s',
    ),
    atLeast(1.8, measured('speed-up of two workers over one, by the clock', speedUp, '×')),
    measured('JSON.parse of the same bytes, as the reference', parsed, 'MB/s'),
    measured('JSON.parse is faster by', parsed / audited, '×'),
  ];
}

/** Seconds for doing nothing but parse, line by line, what is in memory already. */
async function timeParsing(file: string): Promise<number> {
  const lines = (await readFile(file, 'utf8')).split('\n');
  const milliseconds = await timed(() => {
    for (const line of lines) if (line !== '') JSON.parse(line);
    return Promise.resolve();
  });
  return milliseconds / 1000;
}
