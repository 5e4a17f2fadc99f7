/** Files by which processes tell each other what is done: whole, unharmed, and by the same program. */

import { createHash, randomUUID } from 'node:crypto';
import { open, readFile, rename, rm } from 'node:fs/promises';
import { zstdCompressSync, zstdDecompressSync } from 'node:zlib';
import { reasonOf, UserError } from '../dataset/user-error.ts';
import { version } from '../version.ts';

/** The first line of the file. */
interface Seal {
  readonly kind: string;
  readonly tool: string;
  /** Of what follows. */
  readonly sha256: string;
}

export type Unsealed =
  | { readonly kind: 'content'; readonly content: unknown; readonly sha256: string }
  | { readonly kind: 'missing' | 'damaged' | 'foreign' };

const compressedEnding = '.zst';

/** Compressed if the path ends with `.zst`. */
export async function writeSealed(path: string, kind: string, content: unknown): Promise<void> {
  const body = `${JSON.stringify(content)}\n`;
  const seal: Seal = { kind, tool: version, sha256: sha256Of(body) };
  const text = `${JSON.stringify(seal)}\n${body}`;
  await publish(path, path.endsWith(compressedEnding) ? zstdCompressSync(text) : text);
}

export async function readSealed(path: string, kind: string): Promise<Unsealed> {
  const bytes = await readIfThere(path);
  if (bytes === null) return { kind: 'missing' };
  const text = textOf(path, bytes);
  const sealEnd = text?.indexOf('\n') ?? -1;
  if (text === null || sealEnd < 0) return { kind: 'damaged' };
  const seal = parseSeal(text.slice(0, sealEnd));
  const body = text.slice(sealEnd + 1);
  if (seal?.kind !== kind || seal.sha256 !== sha256Of(body)) return { kind: 'damaged' };
  // What another version adds up may be something else.
  if (seal.tool !== version) return { kind: 'foreign' };
  return { kind: 'content', content: JSON.parse(body), sha256: seal.sha256 };
}

/** There whole or not at all, even if the machine loses its power; whoever else writes it now. */
async function publish(path: string, bytes: string | Uint8Array): Promise<void> {
  const part = partOf(path);
  await writing(path, async () => {
    const file = await open(part, 'wx');
    try {
      await file.writeFile(bytes);
      await file.sync();
      await rename(part, path);
    } catch (error) {
      await rm(part, { force: true });
      throw error;
    } finally {
      await file.close();
    }
  });
}

export const partEnding = '.tmp';

/** Its name until it is whole. */
export function partOf(path: string): string {
  return `${path}.${randomUUID()}${partEnding}`;
}

/** Turns what the operating system says about a path into a sentence. */
export async function writing<T>(path: string, action: () => Promise<T>): Promise<T> {
  try {
    return await action();
  } catch (error) {
    throw new UserError(`${path}: cannot be written: ${reasonOf(error)}`);
  }
}

async function readIfThere(path: string): Promise<Buffer | null> {
  try {
    return await readFile(path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw new UserError(`${path}: cannot be read: ${reasonOf(error)}`);
  }
}

function textOf(path: string, bytes: Buffer): string | null {
  if (!path.endsWith(compressedEnding)) return bytes.toString();
  try {
    return zstdDecompressSync(bytes).toString();
  } catch {
    return null;
  }
}

function parseSeal(line: string): Partial<Seal> | null {
  try {
    const seal: unknown = JSON.parse(line);
    return typeof seal === 'object' ? seal : null;
  } catch {
    return null;
  }
}

function sha256Of(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
