/** The files that a subset is written to: there whole or not at all, and never the dataset itself. */

import { realpath } from 'node:fs/promises';
import { resolve } from 'node:path';
import { UserError } from '../dataset/user-error.ts';
import { createWholeFile, type WholeFile } from '../settings/whole-file.ts';

export interface SubsetPaths {
  readonly kept: string;
  /** Null: rows that are dropped are written nowhere. */
  readonly dropped: string | null;
}

export interface SubsetFiles {
  readonly kept: WholeFile;
  readonly dropped: WholeFile | null;
}

/** Runs `write` and keeps the files if it succeeds. `dataset`: a path, or null if it is none. */
export async function withSubsetFiles<T>(
  dataset: string | null,
  paths: SubsetPaths,
  write: (files: SubsetFiles) => Promise<T>,
): Promise<T> {
  await checkDistinct(dataset, paths);
  const open: WholeFile[] = [];
  const create = async (path: string): Promise<WholeFile> => {
    const file = await createWholeFile(path);
    open.push(file);
    return file;
  };
  try {
    const kept = await create(paths.kept);
    const dropped = paths.dropped === null ? null : await create(paths.dropped);
    const result = await write({ kept, dropped });
    while (open.length > 0) await open.shift()!.finish();
    return result;
  } finally {
    for (const file of open) await file.discard();
  }
}

/** Behind all links. */
async function checkDistinct(
  dataset: string | null,
  { kept, dropped }: SubsetPaths,
): Promise<void> {
  const [input, ...outputs] = await Promise.all([dataset, kept, dropped].map(realPathOf));
  for (const path of outputs) {
    if (path !== null && path === input) {
      throw new UserError(`${path}: is to be read and written at the same time`);
    }
  }
  if (outputs[0] === outputs[1]) {
    throw new UserError(`${kept}: cannot take both what is kept and what is dropped`);
  }
}

async function realPathOf(path: string | null | undefined): Promise<string | null> {
  if (path == null) return null;
  return realpath(path).catch(() => resolve(path));
}
