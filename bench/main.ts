/**
 * `npm run bench`: measures what ships on this machine and prints a report in Markdown.
 * `--output FILE` writes it as well; names of parts measure only these: `npm run bench -- latency`.
 */

import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { defaultProfileFile } from '../server/locations.ts';
import { loadProfile } from '../server/scan/load-profile.ts';
import { measureActivations } from './activation.ts';
import { measureCampaign } from './million-requests.ts';
import { measureHostile } from './hostile.ts';
import { measureLatency } from './latency.ts';
import { busyShare, describeMachine } from './machine.ts';
import type { Measurement } from './measurement.ts';
import { measureLargeMemory, measureMemory } from './memory.ts';
import { measureReferences } from './references.ts';
import { renderReport, type Section } from './render-report.ts';
import { measureSizes } from './sizes.ts';
import { measureStages } from './stages.ts';
import { measureThroughput } from './throughput.ts';
import { measureViewer } from './viewer.ts';

/** `folder`: for files that are gone afterwards. */
const parts: Record<string, (folder: string) => Promise<Measurement[]>> = {
  throughput: measureThroughput,
  stages: measureStages,
  latency: measureLatency,
  activation: measureActivations,
  memory: measureMemory,
  references: measureReferences,
  campaign: measureCampaign,
  hostile: measureHostile,
  viewer: measureViewer,
  sizes: measureSizes,
};
/** Only when asked for: they take a quarter of an hour and 15 GB of disk. */
const longParts: typeof parts = { 'memory-10gb': measureLargeMemory };
const all = { ...parts, ...longParts };

const { values, positionals } = parseArgs({
  options: { output: { type: 'string' } },
  allowPositionals: true,
});
const unknown = positionals.filter((name) => !(name in all));
if (unknown.length > 0) {
  throw new Error(`no such part: ${unknown.join(', ')}; there are ${Object.keys(all).join(', ')}`);
}

const folder = await mkdtemp(join(tmpdir(), 'teacherprint-bench-'));
const sections: Section[] = [];
try {
  for (const [title, measure] of Object.entries(all)) {
    if (!(positionals.length === 0 ? title in parts : positionals.includes(title))) continue;
    process.stderr.write(`measuring ${title}\n`);
    const busy = await busyShare();
    sections.push({ title, busy, measurements: await measure(folder) });
  }
} finally {
  await rm(folder, { recursive: true, force: true });
}
const report = renderReport({
  date: new Date().toISOString().slice(0, 10),
  machine: describeMachine(),
  profile: loadProfile(fileURLToPath(defaultProfileFile)).profile.id,
  sections,
});
process.stdout.write(`${report}\n`);
if (values.output !== undefined) await writeFile(values.output, `${report}\n`);
