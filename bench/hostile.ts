/** What the worst files of test/hostile/ cost: each is audited alone, by what ships. */

import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { hostileFiles } from '../test/hostile/hostile-files.ts';
import { type AuditUsage, runAudit } from './audit-process.ts';
import { atMost, type Measurement, measured } from './measurement.ts';

export async function measureHostile(folder: string): Promise<Measurement[]> {
  const own = join(folder, 'hostile');
  await mkdir(own);
  const usages: (AuditUsage & { readonly name: string })[] = [];
  for (const { name, content } of hostileFiles) {
    const path = join(own, name);
    await writeFile(path, content());
    usages.push({ name, ...(await runAudit(path, ['--jobs', '1'], { mayFail: true })) });
    await rm(path);
  }
  const slowest = usages.toSorted((a, b) => b.seconds - a.seconds);
  const largest = usages.toSorted((a, b) => b.peakMegabytes - a.peakMegabytes)[0]!;
  return [
    measured('hostile files', usages.length, 'files'),
    ...slowest
      .slice(0, 5)
      .map(({ name, seconds }) => atMost(2, measured(`slowest: ${name}`, seconds, 's'))),
    atMost(537, measured(`largest: ${largest.name}`, largest.peakMegabytes, 'MB')),
  ];
}
