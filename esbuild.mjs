// Bundles everything that ships. `--watch` rebuilds; `--production` minifies and enforces the budgets.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { build, context } from 'esbuild';
import { packLanguages, readLanguages } from './scripts/pack-languages.ts';
import { thirdPartyNotices } from './scripts/third-party-notices.ts';
import { version } from './server/version.ts';

const production = process.argv.includes('--production');
const watch = process.argv.includes('--watch');

const node = { platform: 'node', format: 'cjs', target: 'node20' };
const host = { ...node, external: ['vscode'], supported: { 'dynamic-import': false } };
const formats = [
  bundledApart('./csv.ts', './csv.js'),
  bundledApart('./parquet/batches.ts', './parquet.js'),
];
const bundles = [
  {
    in: 'extension/main.ts',
    out: 'dist/extension.cjs',
    maxKiB: 40,
    ...host,
    plugins: [bundledApart('./connection.ts', './connection.cjs')],
  },
  {
    in: 'extension/connection.ts',
    out: 'dist/connection.cjs',
    maxKiB: 310,
    ...host,
    plugins: [sharedProtocol()],
  },
  { in: 'vscode-languageserver-protocol/node', out: 'dist/lsp.js', maxKiB: 150, ...node },
  {
    in: 'server/main.ts',
    out: 'dist/cli.js',
    maxKiB: 420,
    ...node,
    plugins: [
      bundledApart('eld/extrasmall', './languages.js'),
      bundledApart('../campaign/audit-logs.ts', './campaign.js'),
      bundledApart('../report/render-campaign.ts', './campaign-report.js'),
      bundledApart('../../report/render-campaign.ts', './campaign-report.js'),
      bundledApart('./client.ts', './endpoint.js'),
      ...formats,
      sharedProtocol(),
      onlyVersion(),
    ],
  },
  {
    in: 'server/endpoint/client.ts',
    out: 'dist/endpoint.js',
    maxKiB: 180,
    ...node,
    plugins: [onlyChat()],
  },
  { in: 'server/campaign/audit-logs.ts', out: 'dist/campaign.js', maxKiB: 60, ...node },
  {
    in: 'server/log-audit/worker.ts',
    out: 'dist/log-audit-worker.js',
    maxKiB: 80,
    ...node,
    plugins: [bundledApart('../campaign/audit-logs.ts', './campaign.js'), ...formats],
  },
  { in: 'server/report/render-campaign.ts', out: 'dist/campaign-report.js', maxKiB: 30, ...node },
  {
    in: 'server/scan/reader-worker.ts',
    out: 'dist/reader-worker.js',
    maxKiB: 20,
    ...node,
    plugins: formats,
  },
  { in: 'server/dataset/csv.ts', out: 'dist/csv.js', maxKiB: 40, ...node },
  { in: 'server/dataset/parquet/batches.ts', out: 'dist/parquet.js', maxKiB: 80, ...node },
  { in: 'server/train/train-worker.ts', out: 'dist/train-worker.js', maxKiB: 48, ...node },
  {
    in: 'server/scan/worker.ts',
    out: 'dist/worker.js',
    maxKiB: 60,
    ...node,
    plugins: [bundledApart('eld/extrasmall', './languages.js')],
  },
  {
    in: 'eld/extrasmall',
    out: 'dist/languages.js',
    maxKiB: 15,
    ...node,
    plugins: [packedLanguages()],
  },
  {
    in: 'media/viewer/viewer.ts',
    out: 'dist/viewer.js',
    maxKiB: 40,
    platform: 'browser',
    format: 'iife',
  },
  {
    in: 'media/campaign/campaign.ts',
    out: 'dist/campaign-page.js',
    maxKiB: 40,
    platform: 'browser',
    format: 'iife',
  },
  { in: 'media/panel.ts', out: 'dist/panel.js', maxKiB: 60, platform: 'browser', format: 'iife' },
];

/** What is imported later is not even read before: VS Code and worker threads wait for what they read. */
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
        path: './lsp.js',
        external: true,
      }));
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

// The package is ESM so that Node runs the sources as they are; the bundles are CommonJS.
mkdirSync('dist', { recursive: true });
writeFileSync('dist/package.json', '{ "type": "commonjs" }\n');

const inputs = [];
for (const { in: entry, out, maxKiB, ...options } of bundles) {
  const settings = {
    ...options,
    entryPoints: [entry],
    outfile: out,
    bundle: true,
    minify: production,
    sourcemap: production ? false : 'linked',
    metafile: true,
    logLevel: 'warning',
    ...(options.platform === 'node' && {
      define: { 'import.meta.url': 'bundleUrl' },
      banner: { js: "const bundleUrl = require('node:url').pathToFileURL(__filename).href;" },
    }),
  };
  if (watch) {
    await (await context(settings)).watch();
    continue;
  }
  const { metafile } = await build(settings);
  inputs.push(...Object.keys(metafile.inputs));
  const kib = metafile.outputs[out].bytes / 1024;
  if (production && kib > maxKiB)
    throw new Error(`${out} is ${kib.toFixed(0)} KiB, budget ${maxKiB}`);
}
writeFileSync('dist/third-party-notices.txt', await thirdPartyNotices(inputs));
