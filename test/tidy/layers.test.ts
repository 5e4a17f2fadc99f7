/** Who may import whom: the code map of docs/architecture.md as a table. */

import path from 'node:path';
import ts from 'typescript';
import { expect, test } from 'vitest';
import { ours, read, shipped, sources } from './repository.ts';

/** What `server/lsp` and `server/cli` have in common; neither may know the other. */
const behindTheEdges = [
  ...['acting', 'dataset', 'endpoint', 'engine', 'report', 'samples', 'scan', 'settings'].map(
    (name) => `server/${name}/`,
  ),
  ...['inputs', 'log-audit', 'student-audit', 'threads'].map((name) => `server/${name}/`),
  'server/locations.ts',
  'server/version.ts',
  'server/young-generations.ts',
  'protocol/',
  'node:',
];

/** Folders and single files → what else they may import. The longest name that fits counts. */
const mayImport: Record<string, readonly string[]> = {
  'protocol/': ['vscode-languageserver-protocol'],
  'server/engine/': [],
  'server/dataset/': ['protocol/', 'node:', 'csv-parse'],
  'server/dataset/parquet/': ['server/dataset/', 'node:', 'hyparquet'],
  'server/samples/': ['protocol/', 'server/dataset/', 'eld'],
  'server/scan/': [
    'protocol/',
    'server/dataset/',
    'server/engine/',
    'server/samples/',
    'server/locations.ts',
    'server/young-generations.ts',
    'node:',
  ],
  'server/settings/': [
    'protocol/',
    'server/dataset/',
    'server/samples/field.ts',
    'node:',
    'ignore',
    'valibot',
  ],
  'server/campaign/': [
    'protocol/',
    'server/dataset/',
    'server/engine/',
    'server/samples/read-value.ts',
    'server/locations.ts',
    'node:',
  ],
  'server/inputs/': [
    'protocol/',
    'server/dataset/',
    'server/scan/',
    'server/settings/',
    'node:',
    'tinyglobby',
  ],
  'server/log-audit/': [
    'protocol/',
    'server/campaign/',
    'server/dataset/',
    'server/inputs/',
    'server/samples/read-value.ts',
    'server/young-generations.ts',
    'node:',
  ],
  'server/student-audit/': [
    'protocol/',
    'server/dataset/',
    'server/inputs/',
    'server/samples/',
    'server/scan/find-row.ts',
    'server/student/',
    'server/train/read-labelled.ts',
    'server/train/row-labels.ts',
    'node:',
  ],
  'server/threads/': [
    'protocol/',
    'server/dataset/user-error.ts',
    'server/log-audit/',
    'server/student-audit/',
    'server/locations.ts',
    'server/young-generations.ts',
    'node:',
  ],
  'server/endpoint/': [
    'protocol/',
    'server/dataset/',
    'server/engine/hash.ts',
    'server/engine/random.ts',
    'server/samples/',
    'server/settings/whole-file.ts',
    'server/version.ts',
    'node:',
    'openai',
  ],
  'server/acting/': ['protocol/', 'server/dataset/', 'server/scan/', 'server/settings/', 'node:'],
  'server/shards/': ['protocol/', 'server/dataset/', 'server/scan/', 'server/version.ts', 'node:'],
  'server/report/': ['protocol/', 'server/dataset/', 'server/engine/', 'server/scan/', 'node:'],
  'server/train/': [
    'protocol/',
    'server/dataset/',
    'server/engine/',
    'server/samples/',
    'server/scan/drift.ts',
    'server/scan/strip.ts',
    'server/locations.ts',
    'node:',
  ],
  'server/references/': [
    'protocol/',
    'server/dataset/',
    'server/engine/',
    'server/train/',
    'node:',
  ],
  'server/student/': [
    'protocol/',
    'server/dataset/',
    'server/engine/',
    'server/samples/',
    'server/train/',
    'server/locations.ts',
    'node:',
  ],
  'server/viewer/': [
    'protocol/',
    'server/dataset/',
    'server/engine/numbers.ts',
    'server/samples/',
    'server/scan/',
    'node:',
  ],
  'server/lsp/': [
    ...behindTheEdges,
    'server/references/',
    'server/viewer/',
    'vscode-languageserver',
    'vscode-languageserver-textdocument',
  ],
  'server/cli/': [
    ...behindTheEdges,
    'server/references/',
    'server/campaign/',
    'server/shards/',
    'server/student/',
    'server/train/',
  ],
  'server/main.ts': ['server/node-version.ts', 'server/cli/main.ts', 'server/lsp/main.ts'],
  'server/node-version.ts': [],
  'server/locations.ts': [],
  'server/version.ts': ['package.json'],
  'server/young-generations.ts': ['node:'],
  'extension/': ['protocol/', 'vscode', 'vscode-languageclient', 'node:'],
  'media/': ['protocol/'],
  'scripts/': ['protocol/', 'node:', 'playwright-core', 'wabt'],
  'scripts/open-example/': ['vscode'],
};

/** May import anything, and are imported by nothing above. */
const outside = /^(?:test|bench)\/|^[^/]+$/;

function layerOf(file: string): string | undefined {
  return Object.keys(mayImport)
    .filter((layer) => file.startsWith(layer))
    .sort((a, b) => b.length - a.length)[0];
}

/** What a source imports, types and dynamic imports included, as paths from the root. */
function importsOf(file: string): string[] {
  return ts
    .preProcessFile(read(file))
    .importedFiles.map(({ fileName }) =>
      fileName.startsWith('.') ? path.posix.join(path.posix.dirname(file), fileName) : fileName,
    );
}

function isWithin(target: string, allowed: string): boolean {
  if (allowed.endsWith('/') || allowed.endsWith(':')) return target.startsWith(allowed);
  return target === allowed || target.startsWith(`${allowed}/`);
}

test('every source belongs to a layer', () => {
  const strays = sources.filter((file) => !outside.test(file) && layerOf(file) === undefined);
  expect(strays).toEqual([]);
});

/** What `train`, `evaluate` and `references` are made of; they are all that knows of training. */
const trains =
  /^server\/cli\/(?:train|evaluate|judge-labelled|labelled-inputs|chosen-inputs|references(?:-\w+)?)\.ts$/;

test('only two commands load what trains, and only when they run', () => {
  const others = sources.filter((file) => file.startsWith('server/cli/') && !trains.test(file));
  const loads = others.flatMap((file) => {
    const source = read(file).replace(/^import type .*$/gm, '');
    const eager = /^import [^;]*'\.\.?\/(?:train\/|train\.ts|evaluate\.ts|judge-|labelled-)/m;
    return eager.test(source) ? [file] : [];
  });
  expect(loads).toEqual([]);
});

test('what ships imports nothing of the training that only we do', () => {
  const found = shipped.flatMap((file) =>
    importsOf(file)
      .filter((target) => ours.test(target))
      .map((target) => `${file} imports ${target}`),
  );
  expect(found).toEqual([]);
});

test('no layer imports what it may not know', () => {
  const violations = sources.flatMap((file) => {
    const layer = layerOf(file);
    if (layer === undefined) return [];
    const allowed = [layer, ...mayImport[layer]!];
    return importsOf(file)
      .filter((target) => !allowed.some((start) => isWithin(target, start)))
      .map((target) => `${file} imports ${target}`);
  });
  expect(violations).toEqual([]);
});
