// Bundles everything that ships. `--watch` rebuilds; `--production` minifies and enforces the budgets.
import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { build, context } from 'esbuild';
import { packLanguages, readLanguages } from './scripts/pack-languages.ts';
import { thirdPartyNotices } from './scripts/third-party-notices.ts';
import { version } from './server/version.ts';

const production = process.argv.includes('--production');
const watch = process.argv.includes('--watch');

// Packages that are CommonJS ask for Node's modules by this name.
const requireOfModules =
  "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);";
const node = { platform: 'node', target: 'node20' };
const extension = {
  ...node,
  format: 'cjs',
  external: ['vscode'],
  supported: { 'dynamic-import': false },
};
const page = { platform: 'browser', format: 'iife' };

/** Each with what its files may take together. */
const bundles = [
  {
    in: { extension: 'extension/main.ts' },
    maxKiB: 40,
    ...extension,
    plugins: [
      bundledApart('./connection.ts', './connection.cjs'),
      bundledApart('./collect-references.ts', './collect-references.cjs'),
      bundledApart('./audit-student.ts', './audit-student.cjs'),
    ],
  },
  { in: { 'audit-student': 'extension/audit-student.ts' }, maxKiB: 24, ...extension },
  { in: { 'collect-references': 'extension/collect-references.ts' }, maxKiB: 20, ...extension },
  {
    in: { connection: 'extension/connection.ts' },
    maxKiB: 310,
    ...extension,
    plugins: [sharedProtocol()],
  },
  {
    in: { lsp: 'vscode-languageserver-protocol/node' },
    maxKiB: 150,
    ...node,
    format: 'cjs',
  },
  {
    in: {
      cli: 'server/main.ts',
      worker: 'server/scan/worker.ts',
      'reader-worker': 'server/scan/reader-worker.ts',
      'train-worker': 'server/train/train-worker.ts',
      'audit-thread': 'server/threads/worker.ts',
    },
    maxKiB: 860,
    ...node,
    // What several of them need is a file that they share, and so is what is imported later: VS Code and
    // threads wait for what they read.
    format: 'esm',
    splitting: true,
    banner: { js: requireOfModules },
    plugins: [onlyChat(), packedLanguages(), sharedProtocol(), onlyVersion()],
  },
  { in: { viewer: 'media/viewer/viewer.ts' }, maxKiB: 40, ...page },
  { in: { 'campaign-page': 'media/campaign/campaign.ts' }, maxKiB: 40, ...page },
  { in: { 'student-page': 'media/student/student.ts' }, maxKiB: 40, ...page },
  { in: { panel: 'media/panel.ts' }, maxKiB: 60, ...page },
];

/** What is imported later is not even read before. */
function bundledApart(source, bundle) {
  return {
    name: 'bundled-apart',
    setup(build) {
      build.onResolve({ filter: /./ }, ({ path, kind }) =>
        path === source && kind === 'dynamic-import' ? { path: bundle, external: true } : null,
      );
    },
  };
}

/** Of a package for everything that OpenAI offers, what asks for chat completions. */
function onlyChat() {
  return {
    name: 'only-chat',
    setup(build) {
      build.onResolve({ filter: /^\./ }, ({ path, resolveDir }) =>
        /openai[\\/]resources[\\/](?!chat|index)/.test(join(resolveDir, path))
          ? { path: 'resources', namespace: 'never-asked-for' }
          : null,
      );
      // The names of a prototype are looked up when they are used.
      build.onLoad({ filter: /./, namespace: 'never-asked-for' }, () => ({
        contents: 'module.exports = Object.create(new Proxy({}, { get: () => class {} }));',
      }));
    },
  };
}

/** Client and server speak through the same package, whose part for Node exports all of it. */
function sharedProtocol() {
  return {
    name: 'shared-protocol',
    setup(build) {
      build.onResolve({ filter: /^vscode-languageserver-protocol(\/node)?$/ }, () => ({
        path: 'lsp',
        namespace: 'shared-protocol',
      }));
      build.onLoad({ filter: /./, namespace: 'shared-protocol' }, () => ({
        contents: "module.exports = require('./lsp.cjs');",
      }));
      build.onResolve({ filter: /^\.\/lsp\.cjs$/ }, ({ path }) => ({ path, external: true }));
    },
  };
}

/** Of the manifest, programs want to know how old they are, and not what they contribute. */
function onlyVersion() {
  return {
    name: 'only-version',
    setup(build) {
      build.onLoad({ filter: /package\.json$/ }, () => ({
        contents: JSON.stringify({ version }),
        loader: 'json',
      }));
    },
  };
}

/** The language table as it is would take more memory than all else in a worker. */
function packedLanguages() {
  return {
    name: 'packed-languages',
    setup(build) {
      build.onLoad({ filter: /eld[\\/]src[\\/]ngrams[\\/]/ }, async () => ({
        contents: await writeLanguages(),
      }));
    },
  };
}

async function writeLanguages() {
  const { table, source } = packLanguages(await readLanguages(), 'languages.table');
  writeFileSync('dist/languages.table', table);
  return source;
}

const inputs = [];
const outputs = new Set(['languages.table', 'third-party-notices.txt']);
mkdirSync('dist', { recursive: true });
for (const { in: entryPoints, maxKiB, ...options } of bundles) {
  const settings = {
    ...options,
    outExtension: options.format === 'cjs' ? { '.js': '.cjs' } : {},
    entryPoints,
    outdir: 'dist',
    bundle: true,
    minify: production,
    sourcemap: production ? false : 'linked',
    metafile: true,
    logLevel: 'warning',
  };
  if (watch) {
    await (await context(settings)).watch();
    continue;
  }
  const { metafile } = await build(settings);
  inputs.push(...Object.keys(metafile.inputs));
  const written = Object.entries(metafile.outputs);
  for (const [file] of written) outputs.add(basename(file));
  const kib = written.reduce((sum, [, { bytes }]) => sum + bytes, 0) / 1024;
  if (production && kib > maxKiB)
    throw new Error(`${Object.keys(entryPoints)} take ${kib.toFixed(0)} KiB, budget ${maxKiB}`);
}
writeFileSync('dist/third-party-notices.txt', await thirdPartyNotices(inputs));
// Shared files have names by their content, and those of an older build would ship, too.
if (!watch) {
  for (const file of readdirSync('dist')) if (!outputs.has(file)) rmSync(join('dist', file));
}
