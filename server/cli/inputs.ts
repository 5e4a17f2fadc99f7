/** Paths, folders and globs → the datasets to audit. The only importer of `tinyglobby`. */

import { stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { glob } from 'tinyglobby';
import { type ByteSource, fileSource, streamSource } from '../dataset/byte-source.ts';
import { UserError } from '../dataset/user-error.ts';

/** A source, or why there is none: the other inputs are still audited. */
export type Input = ByteSource | { readonly name: string; readonly problem: string };

/** Every dataset once, however many of the paths lead to it. */
export async function* openInputs(paths: readonly string[]): AsyncGenerator<Input> {
  const seen = new Set<string>();
  for (const path of paths) {
    const found = path === '-' ? { files: [path], none: '' } : await find(path);
    if (found.files.length === 0) yield { name: path, problem: `${path}: ${found.none}` };
    for (const file of found.files) {
      if (seen.has(resolve(file))) continue;
      seen.add(resolve(file));
      yield await openInput(file);
    }
  }
}

async function openInput(path: string): Promise<Input> {
  if (path === '-') return streamSource('-', process.stdin);
  try {
    return await fileSource(path);
  } catch (error) {
    if (error instanceof UserError) return { name: path, problem: error.message };
    throw error;
  }
}

/** The files of a path in a fixed order, or what to say when there are none. */
async function find(path: string): Promise<{ files: string[]; none: string }> {
  const found = await stat(path).catch(() => null);
  if (found?.isDirectory() === true) {
    const inside = await glob('**/*.{jsonl,ndjson}', { cwd: path, caseSensitiveMatch: false });
    const files = inside.sort().map((file) => join(path, file));
    return { files, none: 'no .jsonl or .ndjson file in this folder' };
  }
  // A file may have a name that would be a glob.
  if (found !== null || !/[*?{[]/.test(path)) return { files: [path], none: '' };
  return { files: (await glob(path)).sort(), none: 'no file has such a name' };
}
