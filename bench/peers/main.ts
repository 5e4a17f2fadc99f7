/**
 * `npm run bench:peers`: our method beside fastText and scikit-learn, on the same texts and the same
 * split. Writes bench/peers.md. `--corpora FOLDER` says where the labelled samples are.
 */

import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { defaultProfileFile } from '../../server/locations.ts';
import { loadProfile } from '../../server/scan/load-profile.ts';
import { shortMixedModels } from '../../server/train/evaluate.ts';
import { readSource } from '../../server/train/read-source.ts';
import { busyShare, describeMachine } from '../machine.ts';
import { compare, type Comparison } from './compare.ts';
import { findPackages } from './packages.ts';
import { renderPeers } from './render-peers.ts';

/** Protocols A and B of docs/evaluation.md. */
const protocols = [
  { name: 'A', source: 'eqbench_slop', models: null },
  { name: 'B', source: 'alpaca_eval', models: shortMixedModels },
];

const { values } = parseArgs({
  options: { corpora: { type: 'string', default: '../shared/corpora' } },
});

const packages = await findPackages();
if (packages === null) {
  console.error('Install the peers first: apt-get install fasttext python3-sklearn');
  process.exit(2);
}
const folder = await mkdtemp(join(tmpdir(), 'teacherprint-peers-'));
const comparisons: Comparison[] = [];
try {
  const busy = await busyShare();
  for (const { name, source, models } of protocols) {
    const samples = readSource(values.corpora, source, models);
    comparisons.push(await compare(`${name}: \`${source}\``, samples, folder));
  }
  const page = renderPeers({
    date: new Date().toISOString().slice(0, 10),
    machine: describeMachine(),
    busy,
    packages,
    profile: loadProfile(fileURLToPath(defaultProfileFile)).profile.id,
    comparisons,
  });
  await writeFile(new URL('../peers.md', import.meta.url), page);
} finally {
  await rm(folder, { recursive: true, force: true });
}
