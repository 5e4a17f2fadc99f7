/** Files that reports go to: each is there whole or not at all. */

import { open, realpath, rename, rm, stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import { reasonOf, UserError } from '../dataset/user-error.ts';

export interface Sink {
  write(content: string | Uint8Array): Promise<void>;
  /** Everything was written. */
  finish(): Promise<void>;
  /** Not everything was: what is there is worth nothing. */
  discard(): Promise<void>;
}

/** Throws a `UserError` now rather than after an hour of reading, if nothing can be written there. */
export async function fileSink(path: string): Promise<Sink> {
  const found = await stat(path).catch(() => null);
  if (found?.isDirectory() === true) throw new UserError(`${path}: is a folder`);
  // A device or a pipe is written to; only files are replaced, and behind a link the file itself.
  const isReplaced = found === null || found.isFile();
  const target = found === null ? path : await realpath(path);
  const written = isReplaced ? `${target}.tmp` : target;
  const file = await writing(path, () => open(written, 'w'));
  return {
    write: (content) => writing(path, () => file.appendFile(content)),
    async finish() {
      await writing(path, () => file.close());
      if (isReplaced) await writing(path, () => rename(written, target));
    },
    async discard() {
      await file.close();
      if (isReplaced) await rm(written, { force: true });
    },
  };
}

/** Throws a `UserError` if what is written would take the place of the dataset that it is about. */
export function refuseToReplace(
  dataset: string,
  what: 'audited' | 'explained' | 'learned from' | 'evaluated',
  outputs: readonly { readonly path: string | null }[],
): void {
  const path = resolve(dataset);
  if (outputs.some((output) => output.path !== null && resolve(output.path) === path)) {
    throw new UserError(`${dataset}: is to be ${what} and written at the same time`);
  }
}

/** Turns what the operating system says about a path into a sentence. */
export async function writing<T>(path: string, action: () => Promise<T>): Promise<T> {
  try {
    return await action();
  } catch (error) {
    throw new UserError(`${path}: cannot be written: ${reasonOf(error)}`);
  }
}
