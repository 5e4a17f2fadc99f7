/** How many bytes of JSON Lines a core audits per second, and how much a second core helps. */

import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type AuditUsage, runAudit } from './audit-process.ts';
import { writeDataset } from './generated-dataset.ts';
import { atLeast, type Measurement, measured } from './measurement.ts';
import { median, repeat, timed } from './repeat.ts';

const megabytes = 128;

export async function measureThroughput(folder: string): Promise<Measurement[]> {
  const file = join(folder, 'throughput.jsonl');
  await writeDataset(file, megabytes * 1e6);
  // All in each round, so that a busy minute of the machine falls on all of them.
  const rounds = await repeat({ warmUps: 1, times: 5 }, async () => ({
    oneCore: await runAudit(file, ['--jobs', '1'], { core: 0 }),
    apart: await Promise.all([
      runAudit(file, ['--jobs', '1'], { core: 0 }),
      runAudit(file, ['--jobs', '1'], { core: 1 }),
    ]),
    oneWorker: await runAudit(file, ['--jobs', '1']),
    twoWorkers: await runAudit(file, ['--jobs', '2']),
    parse: await timeParsing(file),
  }));
  type Round = (typeof rounds)[number];
  const rate = (secondsOf: (round: Round) => number): number =>
    megabytes / median(rounds.map(secondsOf));
  const speedUp = (secondsOf: (round: Round) => number): number =>
    median(rounds.map((round) => secondsOf(round) / round.twoWorkers.seconds));
  const audited = rate(({ oneCore }) => oneCore.seconds);
  const parsed = rate(({ parse }) => parse);
  return [
    atLeast(10, measured('audit on one core, the start included', audited, 'MB/s')),
    measured(
      'audit --jobs 1 on two cores, one of which is nearly idle',
      rate(({ oneWorker }) => oneWorker.seconds),
      'MB/s',
    ),
    measured(
      'audit --jobs 2 on two cores',
      rate(({ twoWorkers }) => twoWorkers.seconds),
      'MB/s',
    ),
    atLeast(
      1.8,
      measured(
        'speed-up of two cores over one',
        speedUp(({ oneCore }) => oneCore.seconds),
        '×',
      ),
    ),
    measured(
      'two audits of one core each, at once, over one after the other: what this machine can give',
      median(rounds.map(({ oneCore, apart }) => (2 * oneCore.seconds) / slowest(apart))),
      '×',
    ),
    measured(
      'speed-up of --jobs 2 over --jobs 1, both on two cores',
      speedUp(({ oneWorker }) => oneWorker.seconds),
      '×',
    ),
    measured('JSON.parse of the same bytes, as the reference', parsed, 'MB/s'),
    measured('JSON.parse is faster by', parsed / audited, '×'),
  ];
}

const slowest = (audits: readonly AuditUsage[]): number =>
  Math.max(...audits.map(({ seconds }) => seconds));

/** Seconds for doing nothing but parse, line by line, what is in memory already. */
async function timeParsing(file: string): Promise<number> {
  const lines = (await readFile(file, 'utf8')).split('\n');
  const milliseconds = await timed(() => {
    for (const line of lines) if (line !== '') JSON.parse(line);
    return Promise.resolve();
  });
  return milliseconds / 1000;
}
