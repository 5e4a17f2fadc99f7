/** Paths, folders and globs → the datasets to audit. The only importer of `tinyglobby`. */

import { stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { glob } from 'tinyglobby';
import { ignoreFileName } from '../../protocol/commands.ts';
import { type ByteSource, fileSource, streamSource } from '../dataset/byte-source.ts';
import { UserError } from '../dataset/user-error.ts';
import { IgnoreFiles } from '../settings/ignore-file.ts';

/** A source, or why there is none: the other inputs are still audited. */
export type Input = ByteSource | { readonly name: string; readonly problem: string };

/** Every dataset once, however many of the paths lead to it. */
export async function* openInputs(paths: readonly string[]): AsyncGenerator<Input> {
  const seen = new Set<string>();
  const ignores = new IgnoreFiles();
  for (const path of paths) {
    const found = path === '-' ? { files: [path], none: '' } : await find(path, ignores);
    if (found.files.length === 0) yield { name: path, problem: `${path}: ${found.none}` };
    for (const file of found.files) {
      if (seen.has(resolve(file))) continue;
      seen.add(resolve(file));
      yield await openOrExplain(file);
    }
  }
}

/** `-` is standard input. Throws a `UserError` if there is no such file. */
export async function openInput(path: string): Promise<ByteSource> {
  return path === '-' ? streamSource('-', process.stdin) : fileSource(path);
}

async function openOrExplain(path: string): Promise<Input> {
  try {
    return await openInput(path);
  } catch (error) {
    if (error instanceof UserError) return { name: path, problem: error.message };
    throw error;
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
    const inside = await glob('**/*.{jsonl,ndjson}', { cwd: path, caseSensitiveMatch: false });
    const files = inside.sort().map((file) => join(path, file));
    return unignored(files, ignores, 'no .jsonl or .ndjson file in this folder');
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
