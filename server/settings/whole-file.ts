/** Files that are there whole or not at all: a reader never sees half of one. */

import { chmod, mkdir, open, realpath, rename, rm, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { reasonOf, UserError } from '../dataset/user-error.ts';

export interface WholeFile {
  write(content: string | Uint8Array): Promise<void>;
  /** Everything was written: it takes the place of what was there. */
  finish(): Promise<void>;
  /** Not everything was: what was there stays. */
  discard(): Promise<void>;
}

/** Throws a `UserError` at once if nothing can be written there. */
export async function createWholeFile(path: string): Promise<WholeFile> {
  // Behind a link, the file itself is what its owners share.
  const target = await realpath(path).catch(() => path);
  const found = await stat(target).catch(() => null);
  if (found !== null && !found.isFile()) {
    throw new UserError(`${path}: cannot be written: it is not a file`);
  }
  const part = `${target}.tmp`;
  const file = await writing(path, async () => {
    await mkdir(dirname(target), { recursive: true });
    return open(part, 'w');
  });
  return {
    write: (content) => writing(path, () => file.appendFile(content)),
    finish: () =>
      writing(path, async () => {
        await file.close();
        if (found !== null) await chmod(part, found.mode);
        await rename(part, target);
      }),
    async discard() {
      await file.close();
      await rm(part, { force: true });
    },
  };
}

export async function writeWholeFile(path: string, text: string): Promise<void> {
  const file = await createWholeFile(path);
  try {
    await file.write(text);
  } catch (error) {
    await file.discard();
    throw error;
  }
  await file.finish();
}

/** Whether there is something, perhaps behind a link. */
export async function isThere(path: string): Promise<boolean> {
  return (await stat(path).catch(() => null)) !== null;
}

async function writing<T>(path: string, action: () => Promise<T>): Promise<T> {
  try {
    return await action();
  } catch (error) {
    throw new UserError(`${path}: cannot be written: ${reasonOf(error)}`);
  }
}
