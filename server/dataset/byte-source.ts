/** Where a dataset's bytes come from. Nothing above this file knows about files or streams. */

import { createReadStream } from 'node:fs';
import { open, stat } from 'node:fs/promises';
import type { Readable } from 'node:stream';
import { UserError } from './user-error.ts';

export interface ByteSource {
  /** Path or name, as the user gave it. */
  readonly name: string;
  /** Null for a stream whose end is not known. */
  readonly byteLength: number | null;
  /** All bytes in order, in chunks of any size. */
  chunks(): AsyncIterable<Uint8Array>;
  /** Bytes [start, end). */
  slice(start: number, end: number): Promise<Uint8Array>;
  /** Says whether the bytes are still those that were there when the source was made. */
  isUnchanged(): Promise<boolean>;
}

const chunkBytes = 1 << 20;

/** Throws a `UserError` for anything that is not a readable regular file. */
export async function fileSource(path: string): Promise<ByteSource> {
  const identity = await fileIdentity(path);
  return {
    name: path,
    byteLength: identity.size,
    chunks: () => createReadStream(path, { highWaterMark: chunkBytes }),
    async slice(start, end) {
      const file = await open(path, 'r');
      try {
        const bytes = new Uint8Array(Math.max(0, end - start));
        const { bytesRead } = await file.read(bytes, 0, bytes.length, start);
        return bytes.subarray(0, bytesRead);
      } finally {
        await file.close();
      }
    },
    async isUnchanged() {
      const now = await fileIdentity(path).catch(() => null);
      return now !== null && now.size === identity.size && now.key === identity.key;
    },
  };
}

async function fileIdentity(path: string): Promise<{ size: number; key: string }> {
  const found = await stat(path, { bigint: true }).catch((error: unknown) => {
    throw new UserError(`${path}: ${reasonOf(error)}`);
  });
  // A pipe or a device may never end, and opening one may block for ever.
  if (!found.isFile()) throw new UserError(`${path}: not a regular file`);
  return { size: Number(found.size), key: `${found.dev}:${found.ino}:${found.mtimeNs}` };
}

function reasonOf(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? error.code : '';
  if (code === 'ENOENT') return 'no such file';
  if (code === 'EACCES' || code === 'EPERM') return 'no permission to read it';
  if (code === 'ELOOP') return 'a symbolic link that points in a circle';
  return error instanceof Error ? error.message : String(error);
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
    slice: (start, end) => Promise.resolve(bytes.subarray(start, end)),
    isUnchanged: () => Promise.resolve(true),
  };
}

/** A stream that can be read once, such as standard input. */
export function streamSource(name: string, stream: Readable): ByteSource {
  return {
    name,
    byteLength: null,
    chunks: () => stream as AsyncIterable<Uint8Array>,
    slice: () => Promise.reject(new UserError(`${name}: a stream cannot be read twice`)),
    isUnchanged: () => Promise.resolve(true),
  };
}
