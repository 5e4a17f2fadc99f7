/** Files name no machine that somebody happened to sit at. */

import { expect, test } from 'vitest';
import { files, read } from './repository.ts';

/** Text files of ours; the example and the cases quote whatever a dataset may hold. */
const texts = files.filter(
  (file) =>
    !/\.(?:png|profile)$/.test(file) &&
    !file.startsWith('examples/') &&
    !file.startsWith('test/cli/cases/'),
);

const homes = /(?<![\w.-])\/(?:home|Users|root|work|mnt|opt)\/[\w.-]+|\b[A-Z]:\\(?:Users|home)\b/;

test('no path of a machine', () => {
  const found = texts.flatMap((file) => {
    const match = homes.exec(read(file));
    return match === null ? [] : [`${file}: ${match[0]}`];
  });
  expect(found).toEqual([]);
});

test('the lock file leaves it to each machine where packages come from', () => {
  const { packages } = JSON.parse(read('package-lock.json')) as {
    packages: Record<string, { resolved?: string }>;
  };
  const resolved = Object.entries(packages).filter(([, entry]) => entry.resolved !== undefined);
  expect(resolved).toEqual([]);
});
