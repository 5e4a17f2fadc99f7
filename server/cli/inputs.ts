/** Paths, folders and globs → the datasets to audit. The only importer of `tinyglobby`. */

import { open, stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { glob } from 'tinyglobby';
import { datasetGlob } from '../dataset/format.ts';
import { isArrayStart } from '../dataset/json-array.ts';
import { UserError } from '../dataset/user-error.ts';

/** What was opened, or why it could not be: the other inputs are still audited. */
export type Input<T> = T | { readonly name: string; readonly problem: string };

/** Every dataset once, however many of the paths lead to it. */
export async function* openInputs<T>(
  paths: readonly string[],
  open: (path: string) => T | Promise<T>,
): AsyncGenerator<Input<T>> {
  const seen = new Set<string>();
  for (const path of paths) {
    const found = path === '-' ? { files: [path], none: '' } : await find(path);
    if (found.files.length === 0) yield { name: path, problem: `${path}: ${found.none}` };
    for (const file of found.files) {
      if (seen.has(resolve(file))) continue;
      seen.add(resolve(file));
      yield await openOne(file, open);
    }
  }
}

async function openOne<T>(path: string, open: (path: string) => T | Promise<T>): Promise<Input<T>> {
  try {
    return await open(path);
  } catch (error) {
    if (error instanceof UserError) return { name: path, problem: error.message };
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

/** The files of a path in a fixed order, or what to say when there are none. */
async function find(path: string): Promise<{ files: string[]; none: string }> {
  const found = await stat(path).catch(() => null);
  if (found?.isDirectory() === true) {
    const inside = await glob(datasetGlob, { cwd: path, caseSensitiveMatch: false });
    const files: string[] = [];
    for (const file of inside.sort().map((name) => join(path, name))) {
      if (await mayBeDataset(file)) files.push(file);
    }
    return {
      files,
      none: 'no dataset in this folder (JSON Lines, JSON arrays, CSV, TSV, Parquet)',
    };
  }
  // A file may have a name that would be a glob.
  if (found !== null || !/[*?{[]/.test(path)) return { files: [path], none: '' };
  return { files: (await glob(path)).sort(), none: 'no file has such a name' };
}
