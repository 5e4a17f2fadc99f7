/** A file that is read at any place while it stays open, and that notices when it is no longer the same. */

import { basename } from 'node:path';
import { identify, openFile } from './byte-source.ts';
import { reasonOf, UserError } from './user-error.ts';

export interface PositionedFile {
  readonly byteLength: number;
  /** Fills the buffer from a place on; how many bytes there were. */
  read(into: Uint8Array, position: number): Promise<number>;
  /** Throws a `UserError` if something was written to the file, or put in its place. */
  checkUnchanged(): Promise<void>;
  close(): Promise<void>;
}

/** Throws a `UserError` for anything that is not a readable regular file. */
export async function openPositioned(path: string): Promise<PositionedFile> {
  const file = await openFile(path);
  try {
    const before = await identify(file, path);
    return {
      byteLength: before.size,
      async read(into, position) {
        // What is appended meanwhile belongs to another file, as far as anybody here is concerned.
        const length = Math.min(into.length, before.size - position);
        if (length <= 0) return 0;
        try {
          return (await file.read(into, 0, length, position)).bytesRead;
        } catch (error) {
          throw new UserError(`${path}: cannot be read: ${reasonOf(error)}`);
        }
      },
      async checkUnchanged() {
        // By its path: what was put in its place is another file.
        const other = await openFile(path);
        try {
          const now = await identify(other, path);
          if (now.size === before.size && now.key === before.key) return;
        } finally {
          await other.close();
        }
        throw new UserError(`${basename(path)} changed since it was opened; open it again`);
      },
      close: () => file.close(),
    };
  } catch (error) {
    await file.close();
    throw error;
  }
}
