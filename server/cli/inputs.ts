/** Paths, folders and globs → the datasets to audit. The only importer of `tinyglobby`. */

import { stat } from 'node:fs/promises';
import { glob } from 'tinyglobby';
import { type ByteSource, fileSource, streamSource } from '../dataset/byte-source.ts';
import { UserError } from '../dataset/user-error.ts';

/** A source, or why there is none: the other inputs are still audited. */
export type Input = ByteSource | { readonly name: string; readonly problem: string };

const extensions = ['jsonl', 'ndjson'];

export async function* openInputs(paths: readonly string[]): AsyncGenerator<Input> {
  for (const path of paths) {
    if (path === '-') yield streamSource('-', process.stdin);
    else for (const file of await expand(path)) yield await openFile(file);
  }
}

async function openFile(path: string): Promise<Input> {
  try {
    return await fileSource(path);
  } catch (error) {
    if (error instanceof UserError) return { name: path, problem: error.message };
    throw error;
  }
}

async function expand(path: string): Promise<string[]> {
  const found = await stat(path).catch(() => null);
  if (found?.isDirectory() === true) {
    const inside = await glob(`**/*.{${extensions.join(',')}}`, { cwd: path, absolute: true });
    if (inside.length === 0) {
      throw new UserError(
        `${path}: no ${extensions.map((name) => `.${name}`).join(' or ')} file in this folder`,
      );
    }
    return inside.sort();
  }
  if (found !== null || !/[*?{[]/.test(path)) return [path];
  const matching = await glob(path, { onlyFiles: true });
  if (matching.length === 0) throw new UserError(`${path}: no file has such a name`);
  return matching.sort();
}
