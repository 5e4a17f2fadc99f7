/** Where a dataset's bytes come from. Nothing above this file knows about files or streams. */

import { constants } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import type { Readable } from 'node:stream';
import { reasonOf, UserError } from './user-error.ts';

export interface ByteSource {
  /** Path or name, as the user gave it. */
  readonly name: string;
  /** Null for a stream whose end is not known. */
  readonly byteLength: number | null;
  /** All bytes in order, in chunks of any size; each holds until the next one is asked for. */
  chunks(): AsyncIterable<Uint8Array>;
  /** Some of the bytes, end exclusive; null where they can only be read in order. */
  readonly slice: ((start: number, end?: number) => Promise<ArrayBuffer>) | null;
  /** Says whether the bytes are still those that were there when the source was made. */
  isUnchanged(): Promise<boolean>;
}

const chunkBytes = 1 << 20;

/** Throws a `UserError` for anything that is not a readable regular file. */
export async function fileSource(path: string): Promise<ByteSource> {
  const identity = await withFile(path, identify);
  return {
    name: path,
    byteLength: identity.size,
    async *chunks() {
      const file = await openFile(path);
      try {
        const buffer = new Uint8Array(chunkBytes);
        for (;;) {
          const bytesRead = await readInto(buffer, file, path);
          if (bytesRead === 0) return;
          yield buffer.subarray(0, bytesRead);
        }
      } finally {
        await file.close();
      }
    },
    slice: (start, end = identity.size) =>
      withFile(path, async (file) => {
        const bytes = new Uint8Array(Math.max(0, Math.min(end, identity.size) - start));
        for (let done = 0; done < bytes.length;) {
          const read = await readInto(bytes.subarray(done), file, path, start + done);
          if (read === 0) throw new UserError(`${path}: the file became shorter while it was read`);
          done += read;
        }
        return bytes.buffer;
      }),
    async isUnchanged() {
      const now = await withFile(path, identify).catch(() => null);
      return now !== null && now.size === identity.size && now.key === identity.key;
    },
  };
}

async function withFile<T>(
  path: string,
  action: (file: FileHandle, path: string) => Promise<T>,
): Promise<T> {
  const file = await openFile(path);
  try {
    return await action(file, path);
  } finally {
    await file.close();
  }
}

export async function openFile(path: string): Promise<FileHandle> {
  try {
    // Opening a pipe that nobody writes to would otherwise block for ever.
    return await open(path, constants.O_RDONLY | constants.O_NONBLOCK);
  } catch (error) {
    throw new UserError(`${path}: ${reasonOf(error)}`);
  }
}

export interface FileIdentity {
  readonly size: number;
  readonly key: string;
}

export async function identify(file: FileHandle, path: string): Promise<FileIdentity> {
  const found = await file.stat({ bigint: true });
  if (found.isDirectory()) throw new UserError(`${path}: is a folder`);
  // A pipe or a device may never end.
  if (!found.isFile()) {
    throw new UserError(`${path}: not a regular file; to read a pipe, connect it to - instead`);
  }
  return { size: Number(found.size), key: `${found.dev}:${found.ino}:${found.mtimeNs}` };
}

/** `position` null: where the last read ended. */
async function readInto(
  buffer: Uint8Array,
  file: FileHandle,
  path: string,
  position: number | null = null,
): Promise<number> {
  try {
    return (await file.read(buffer, { position })).bytesRead;
  } catch (error) {
    throw new UserError(`${path}: cannot be read: ${reasonOf(error)}`);
  }
}

/** Bytes that are in memory already, such as an open document. */
export function bytesSource(name: string, bytes: Uint8Array): ByteSource {
  return {
    name,
    byteLength: bytes.length,
    async *chunks() {
      await Promise.resolve();
      for (let at = 0; at < bytes.length; at += chunkBytes) {
        yield bytes.subarray(at, at + chunkBytes);
      }
    },
    slice: (start, end) => Promise.resolve(new Uint8Array(bytes.subarray(start, end)).buffer),
    isUnchanged: () => Promise.resolve(true),
  };
}

/** A stream that can be read once, such as standard input. */
export function streamSource(name: string, stream: Readable): ByteSource {
  return {
    name,
    byteLength: null,
    async *chunks() {
      try {
        yield* stream as AsyncIterable<Uint8Array>;
      } catch (error) {
        throw new UserError(`${name}: cannot be read: ${reasonOf(error)}`);
      }
    },
    slice: null,
    isUnchanged: () => Promise.resolve(true),
  };
}
