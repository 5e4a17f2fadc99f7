/** How large is what users download and load. */

import { readdir, stat } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { packageVsix } from '../scripts/package-vsix.ts';
import { defaultProfileFile } from '../server/locations.ts';
import { atMost, type Measurement, measured } from './measurement.ts';

const bundles = new URL('../dist/', import.meta.url);
/** Smaller files are told as one. */
const leastMegabytes = 0.03;

export async function measureSizes(): Promise<Measurement[]> {
  const profile = await megabytesOf(fileURLToPath(defaultProfileFile));
  const vsix = await megabytesOf(await packageVsix());
  const names = (await readdir(bundles)).filter((name) => /\.c?js$/.test(name));
  const files = await Promise.all(
    names.map(async (name) => {
      return measured(
        `dist/${name}`,
        await megabytesOf(fileURLToPath(new URL(name, bundles))),
        'MB',
      );
    }),
  );
  const code = files.reduce((sum, { value }) => sum + value, 0);
  const large = files.filter(({ value }) => value >= leastMegabytes);
  return [
    atMost(8, measured('profile', profile, 'MB')),
    atMost(12, measured('VSIX', vsix, 'MB')),
    atMost(1.5, measured('code, unpacked', code, 'MB')),
    ...large.sort((a, b) => b.value - a.value),
  ];
}

async function megabytesOf(path: string): Promise<number> {
  return (await stat(path)).size / 1e6;
}
