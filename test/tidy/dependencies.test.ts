/** docs/dependencies.md is true: what we depend on, and who imports it. */

import ts from 'typescript';
import { expect, test } from 'vitest';
import { manifest, read, shipped } from './repository.ts';

/** Rows of a section's table, cells without their blanks. */
function tableOf(heading: string): string[][] {
  const section = read('docs/dependencies.md')
    .split(/^## /m)
    .find((part) => part.startsWith(heading));
  const rows = section?.split('\n').filter((line) => line.startsWith('| `')) ?? [];
  return rows.map((row) =>
    row
      .split('|')
      .slice(1, -1)
      .map((cell) => cell.trim()),
  );
}

function namesIn(cell = ''): string[] {
  return [...cell.matchAll(/`([^`]+)`/g)].map(([, name]) => name!);
}

const ships = tableOf('Ships').map(([names, , places]) => ({
  name: namesIn(names)[0]!,
  places: namesIn(places),
}));
const others = tableOf('Builds').flatMap(([names]) => namesIn(names));

test('the page lists the packages of the manifest, and no others', () => {
  const listed = [...ships.map(({ name }) => name), ...others];
  const installed = Object.keys(manifest.devDependencies).map((name) =>
    name.startsWith('@types/') ? '@types/*' : name,
  );
  expect(listed.toSorted()).toEqual([...new Set(installed)].toSorted());
});

test('nothing is installed beside the extension: what ships is bundled', () => {
  expect(manifest.dependencies).toBeUndefined();
});

test('versions are exact', () => {
  const loose = Object.entries(manifest.devDependencies).filter(
    ([, v]) => !/^\d+\.\d+\.\d+$/.test(v),
  );
  expect(loose).toEqual([]);
});

/** `eld/extrasmall` → `eld`; null for our own files and for what the platform brings. */
function packageOf(specifier: string): string | null {
  if (specifier.startsWith('.') || specifier.startsWith('node:') || specifier === 'vscode')
    return null;
  return /^(?:@[^/]+\/)?[^/]+/.exec(specifier)![0];
}

test('a package that ships is imported where the page says, and nowhere else', () => {
  const imports = shipped.flatMap((file) =>
    ts.preProcessFile(read(file)).importedFiles.flatMap(({ fileName }) => {
      const name = packageOf(fileName);
      return name === null ? [] : [{ file, name }];
    }),
  );
  const strays = imports.filter(({ file, name }) => {
    const places = ships.find((entry) => entry.name === name)?.places ?? [];
    return !places.some((place) => file.startsWith(place));
  });
  expect(strays).toEqual([]);
  const idle = ships.flatMap(({ name, places }) =>
    places
      .filter((place) => !imports.some((it) => it.name === name && it.file.startsWith(place)))
      .map((place) => `${name} in ${place}`),
  );
  expect(idle).toEqual([]);
});

test.each(['vscode-languageserver-protocol', 'vscode-languageserver-types', 'vscode-jsonrpc'])(
  'one copy of %s: requests of one copy are strangers to another',
  (name) => {
    const { packages } = JSON.parse(read('package-lock.json')) as { packages: object };
    const copies = Object.keys(packages).filter((path) => path.endsWith(`node_modules/${name}`));
    expect(copies).toEqual([`node_modules/${name}`]);
  },
);
