/** Paths, folders and globs → the datasets to audit. The only importer of `tinyglobby`. */

import { open, stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { glob } from 'tinyglobby';
import { ignoreFileName } from '../../protocol/commands.ts';
import { datasetGlob } from '../dataset/format.ts';
import { isArrayStart } from '../dataset/json-array.ts';
import type { Dataset } from '../dataset/dataset.ts';
import { isUserError } from '../dataset/user-error.ts';
import { openFile, openStandardInput } from '../scan/open-dataset.ts';
import { IgnoreFiles } from '../settings/ignore-file.ts';

/** What was opened, or why it could not be: the other inputs are still audited. */
export type Input<T> = T | { readonly name: string; readonly problem: string };

/** Every dataset once, however many of the paths lead to it. */
export async function* openInputs<T>(
  paths: readonly string[],
  open: (path: string) => T | Promise<T>,
): AsyncGenerator<Input<T>> {
  const seen = new Set<string>();
  const ignores = new IgnoreFiles();
  for (const path of paths) {
    const found = path === '-' ? { files: [path], none: '' } : await find(path, ignores);
    if (found.files.length === 0) yield { name: path, problem: `${path}: ${found.none}` };
    for (const file of found.files) {
      if (seen.has(resolve(file))) continue;
      seen.add(resolve(file));
      yield await openOne(file, open);
    }
  }
}

/** `-` is standard input; `stdinFilename` says what format it has. Throws a `UserError` if there is no such
 *  file. */
export async function openInput(
  path: string,
  stdinFilename: string | null = null,
): Promise<Dataset> {
  return path === '-' ? openStandardInput(stdinFilename) : openFile(path);
}

async function openOne<T>(path: string, open: (path: string) => T | Promise<T>): Promise<Input<T>> {
  try {
    return await open(path);
  } catch (error) {
    if (isUserError(error)) return { name: path, problem: error.message };
    throw error;
  }
}

/** Folders of datasets also hold JSON that describes them; a dataset is an array. */
async function mayBeDataset(file: string): Promise<boolean> {
  if (!/\.json$/i.test(file)) return true;
  const handle = await open(file);
  try {
    const { buffer, bytesRead } = await handle.read(new Uint8Array(4096));
    return isArrayStart(buffer.subarray(0, bytesRead)) !== false;
  } finally {
    await handle.close();
  }
}

interface Found {
  readonly files: readonly string[];
  /** Why there are none. */
  readonly none: string;
}

/** The files of a path in a fixed order, or what to say when there are none. */
async function find(path: string, ignores: IgnoreFiles): Promise<Found> {
  const found = await stat(path).catch(() => null);
  if (found?.isDirectory() === true) {
    const inside = await glob(datasetGlob, { cwd: path, caseSensitiveMatch: false });
    const files: string[] = [];
    for (const file of inside.sort().map((name) => join(path, name))) {
      if (await mayBeDataset(file)) files.push(file);
    }
    const none = 'no dataset in this folder (JSON Lines, JSON arrays, CSV, TSV, Parquet)';
    return unignored(files, ignores, none);
  }
  // A file may have a name that would be a glob.
  if (found !== null || !/[*?{[]/.test(path)) return { files: [path], none: '' };
  return unignored((await glob(path)).sort(), ignores, 'no file has such a name');
}

/** Without those that an ignore file names; one that is named on the command line is meant. */
async function unignored(
  all: readonly string[],
  ignores: IgnoreFiles,
  none: string,
): Promise<Found> {
  const isIgnored = await Promise.all(all.map((file) => ignores.isIgnored(resolve(file))));
  const files = all.filter((_, index) => !isIgnored[index]);
  return { files, none: all.length === 0 ? none : `all that is here is in ${ignoreFileName}` };
}
