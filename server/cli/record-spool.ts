/** Records that wait in a temporary file until all of their dataset are known. */

import { createReadStream } from 'node:fs';
import { type FileHandle, mkdtemp, open, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { lineBatches } from '../dataset/lines.ts';
import type { SampleRecord } from '../scan/record.ts';
import { writing } from './output.ts';

export class RecordSpool {
  readonly #folder: string;
  readonly #path: string;
  readonly #file: FileHandle;

  private constructor(folder: string, path: string, file: FileHandle) {
    this.#folder = folder;
    this.#path = path;
    this.#file = file;
  }

  static async create(): Promise<RecordSpool> {
    // The folder is its owner's alone, since records quote the dataset.
    const folder = await writing(tmpdir(), () => mkdtemp(join(tmpdir(), 'teacherprint-')));
    const path = join(folder, 'records');
    return new RecordSpool(folder, path, await writing(path, () => open(path, 'a')));
  }

  async add(records: readonly SampleRecord[]): Promise<void> {
    const lines = records.map((record) => JSON.stringify(record) + '\n').join('');
    await writing(this.#path, () => this.#file.appendFile(lines));
  }

  /** All records in the order in which they came, some hundred at a time. */
  async *read(): AsyncGenerator<SampleRecord[]> {
    for await (const batch of lineBatches(createReadStream(this.#path))) {
      if (batch.kind === 'oversize') throw new Error('no record is as large as this one');
      const lines = new TextDecoder().decode(batch.bytes).slice(0, -1).split('\n');
      yield lines.map((line) => JSON.parse(line) as SampleRecord);
    }
  }

  /** For the records of the next dataset. */
  async empty(): Promise<void> {
    await this.#file.truncate();
  }

  async remove(): Promise<void> {
    await this.#file.close();
    await rm(this.#folder, { recursive: true, force: true });
  }
}
