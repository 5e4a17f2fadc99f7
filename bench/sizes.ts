/** How large is what users download and load. */

import { readFile, stat } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { packageVsix } from '../scripts/package-vsix.ts';
import { defaultProfileFile } from '../server/locations.ts';
import { atMost, type Measurement, measured } from './measurement.ts';

export async function measureSizes(): Promise<Measurement[]> {
  const profile = await megabytesOf(fileURLToPath(defaultProfileFile));
  const bundles = await measureBundles();
  const code = bundles.reduce((sum, { value }) => sum + value * 1024, 0) / 1e6;
  return [
    atMost(8, measured('profile', profile, 'MB')),
    atMost(12, measured('VSIX', await megabytesOf(await packageVsix()), 'MB')),
    atMost(1.5, measured('code, unpacked', code, 'MB')),
    ...bundles,
  ];
}

async function megabytesOf(path: string): Promise<number> {
  return (await stat(path)).size / 1e6;
}

/** The budgets are where the build enforces them. */
async function measureBundles(): Promise<Measurement[]> {
  const build = await readFile(new URL('../esbuild.mjs', import.meta.url), 'utf8');
  const bundles = [...build.matchAll(/out: '(?<file>[^']+)',\s*maxKiB: (?<maxKiB>\d+)/g)];
  if (bundles.length === 0) throw new Error('esbuild.mjs names no bundles with budgets');
  return Promise.all(
    bundles.map(async ({ groups }) => {
      const { file = '', maxKiB } = groups ?? {};
      const { size } = await stat(new URL(`../${file}`, import.meta.url));
      return atMost(Number(maxKiB), measured(file, size / 1024, 'KiB'));
    }),
  );
}
