/** Whether memory stays flat: the peak of a process that audits 1 GB, and of one that audits 2 or 10. */

import { mkdir, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { type AuditUsage, runAudit } from './audit-process.ts';
import { writeDataset } from './generated-dataset.ts';
import { atMost, type Measurement, measured } from './measurement.ts';

export async function measureMemory(folder: string): Promise<Measurement[]> {
  return compareSizes(2, folder);
}

export async function measureLargeMemory(folder: string): Promise<Measurement[]> {
  return compareSizes(10, folder);
}

async function compareSizes(gigabytes: number, folder: string): Promise<Measurement[]> {
  const small = await auditOfSize(1, folder);
  const large = await auditOfSize(gigabytes, folder);
  const growth = large.peakMegabytes / small.peakMegabytes;
  return [
    atMost(400, measured('peak while auditing 1 GB', small.peakMegabytes, 'MB')),
    atMost(400, measured(`peak while auditing ${gigabytes} GB`, large.peakMegabytes, 'MB')),
    atMost(1.1, measured('the second over the first', growth, '×')),
    atMost(0, measured('temporary files left behind', small.leftovers + large.leftovers, 'files')),
    measured(
      `${gigabytes} GB audited, per second of one core`,
      (gigabytes * 1000) / large.cpuSeconds,
      'MB/s',
    ),
  ];
}

/** With a line per sample, since those records must wait for the end of the file somewhere. */
async function auditOfSize(
  gigabytes: number,
  folder: string,
): Promise<AuditUsage & { leftovers: number }> {
  const dataset = join(folder, `memory-${gigabytes}.jsonl`);
  const report = join(folder, `memory-${gigabytes}-report.jsonl`);
  const temporary = join(folder, `memory-${gigabytes}-temporary`);
  await mkdir(temporary);
  await writeDataset(dataset, gigabytes * 1e9);
  const env = { ...process.env, TMPDIR: temporary, TEMP: temporary };
  const usage = await runAudit(dataset, ['--jobs', '2', '--output', `jsonl=${report}`], { env });
  // What is left was forgotten by the process, which had this folder for its temporary files alone.
  const leftovers = (await readdir(temporary)).length;
  await Promise.all([dataset, report, temporary].map((path) => rm(path, { recursive: true })));
  return { ...usage, leftovers };
}
