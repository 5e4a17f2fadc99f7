/** Lines of a report that wait in a temporary file until one number of each is known. */

import { createReadStream } from 'node:fs';
import { type FileHandle, mkdtemp, open, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { defaultLineOptions, lineBatches } from '../dataset/lines.ts';
import { writing } from './sink.ts';

/** So little at a time that its text dies young: what is larger than V8's regular objects (128 KiB) stays until all is
 *  collected, which may be 80 MB later. */
const readOptions = { ...defaultLineOptions, batchBytes: 1 << 15 };

export class LineSpool {
  readonly #folder: string;
  readonly #path: string;
  readonly #file: FileHandle;

  private constructor(folder: string, path: string, file: FileHandle) {
    this.#folder = folder;
    this.#path = path;
    this.#file = file;
  }

  static async create(): Promise<LineSpool> {
    // The folder is its owner's alone, since lines name files and what was found in them.
    const folder = await writing(tmpdir(), () => mkdtemp(join(tmpdir(), 'teacherprint-')));
    const path = join(folder, 'lines');
    return new LineSpool(folder, path, await writing(path, () => open(path, 'a')));
  }

  /** `lines`: whole ones. */
  async add(lines: string): Promise<void> {
    await writing(this.#path, () => this.#file.appendFile(lines));
  }

  /** All lines in the order in which they came, some hundred at a time. */
  async *read(): AsyncGenerator<string[]> {
    const decoder = new TextDecoder();
    for await (const batch of lineBatches(createReadStream(this.#path), readOptions)) {
      if (batch.kind === 'unread') throw new Error('no line is as long as this one');
      yield decoder.decode(batch.bytes).slice(0, -1).split('\n');
    }
  }

  /** For the lines of the next dataset. */
  async empty(): Promise<void> {
    await this.#file.truncate();
  }

  async remove(): Promise<void> {
    await this.#file.close();
    await rm(this.#folder, { recursive: true, force: true });
  }
}
