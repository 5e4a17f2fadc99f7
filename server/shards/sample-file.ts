/** Samples of one unit, for reports that list them: blocks of JSON Lines, each compressed by itself behind
 *  its length. */

import { createHash, type Hash } from 'node:crypto';
import { type FileHandle, open, rename, rm } from 'node:fs/promises';
import { zstdCompressSync, zstdDecompressSync } from 'node:zlib';
import { UserError } from '../dataset/user-error.ts';
import type { SampleRecord } from '../scan/record.ts';
import { restoredRecord, storedRecord, type StoredRecord } from '../scan/stored-record.ts';
import { partOf, writing } from './sealed-file.ts';

export class SampleWriter {
  readonly #path: string;
  readonly #part: string;
  readonly #file: FileHandle;
  readonly #hash = createHash('sha256');

  private constructor(path: string, part: string, file: FileHandle) {
    this.#path = path;
    this.#part = part;
    this.#file = file;
  }

  static async create(path: string): Promise<SampleWriter> {
    const part = partOf(path);
    return new SampleWriter(path, part, await writing(path, () => open(part, 'wx')));
  }

  async add(records: readonly SampleRecord[]): Promise<void> {
    if (records.length === 0) return;
    const body = zstdCompressSync(
      records.map((record) => JSON.stringify(storedRecord(record))).join('\n'),
    );
    const block = Buffer.concat([lengthBytes(body.length), body]);
    this.#hash.update(block);
    await writing(this.#path, () => this.#file.appendFile(block));
  }

  /** Returns the sha256 of the file. */
  async finish(): Promise<string> {
    await writing(this.#path, async () => {
      await this.#file.sync();
      await this.#file.close();
      await rename(this.#part, this.#path);
    });
    return this.#hash.digest('hex');
  }

  async discard(): Promise<void> {
    await this.#file.close();
    await rm(this.#part, { force: true });
  }
}

/** Some hundred at a time. Throws a `UserError` if the file is not the one that was written. */
export async function* readSamples(path: string, sha256: string): AsyncGenerator<SampleRecord[]> {
  const hash = createHash('sha256');
  for await (const block of blocks(path, hash)) {
    yield recordsOf(block, path);
  }
  if (hash.digest('hex') !== sha256) throw damaged(path);
}

/** Whether a block is damaged is known at the end of the file, and it must be unpacked before. */
function recordsOf(block: Buffer, path: string): SampleRecord[] {
  try {
    const lines = zstdDecompressSync(block).toString().split('\n');
    return lines.map((line) => restoredRecord(JSON.parse(line) as StoredRecord));
  } catch {
    throw damaged(path);
  }
}

/** Whether the file is the one that was written. */
export async function isUnharmed(path: string, sha256: string): Promise<boolean> {
  const hash = createHash('sha256');
  const all = blocks(path, hash);
  try {
    while ((await all.next()).done !== true);
  } catch {
    return false;
  }
  return hash.digest('hex') === sha256;
}

async function* blocks(path: string, hash: Hash): AsyncGenerator<Buffer> {
  const file = await open(path).catch(() => {
    throw damaged(path);
  });
  try {
    const { size } = await file.stat();
    for (let at = 0; at < size;) {
      const length = (await read(file, at, lengthSize, path)).readUInt32LE();
      if (at + lengthSize + length > size) throw damaged(path);
      const block = await read(file, at + lengthSize, length, path);
      hash.update(lengthBytes(length)).update(block);
      yield block;
      at += lengthSize + length;
    }
  } finally {
    await file.close();
  }
}

const lengthSize = 4;

function lengthBytes(length: number): Buffer {
  const bytes = Buffer.alloc(lengthSize);
  bytes.writeUInt32LE(length);
  return bytes;
}

async function read(file: FileHandle, at: number, length: number, path: string): Promise<Buffer> {
  const { buffer, bytesRead } = await file.read(Buffer.alloc(length), 0, length, at);
  if (bytesRead < length) throw damaged(path);
  return buffer;
}

function damaged(path: string): UserError {
  return new UserError(`${path}: is damaged; delete it and do the run again with --resume`);
}
