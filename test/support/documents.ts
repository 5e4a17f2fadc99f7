/** A folder of its own for every test file, and documents in it that nobody else uses. */

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll } from 'vitest';

const folder = mkdtempSync(join(tmpdir(), 'teacherprint-test-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** A new folder, so that no two tests share a `teacherprint.json`. */
export function newFolder(): string {
  return mkdtempSync(join(folder, 'case-'));
}

export function uriOf(path: string): string {
  return pathToFileURL(path).href;
}

/** URI of a dataset that is not on the disk yet. */
export function newUri(name = 'data.jsonl'): string {
  return uriOf(join(newFolder(), name));
}

/** URI of a dataset on the disk. */
export function savedDataset(text: string, name = 'data.jsonl'): string {
  const path = join(newFolder(), name);
  writeFileSync(path, text);
  return uriOf(path);
}
