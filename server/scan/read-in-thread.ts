/** A dataset's rows, read in a thread of its own: decoding takes time that a server needs for its editor, and
 *  a decoder that is led astray by a file takes only its thread along. */

import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import type { LineOptions, RowBatch } from '../dataset/lines.ts';
import { UserError } from '../dataset/user-error.ts';

export type ReaderSource =
  | { readonly kind: 'file'; readonly path: string }
  | { readonly kind: 'bytes'; readonly name: string; readonly bytes: Uint8Array }
  | { readonly kind: 'standard-input'; readonly name: string };

export interface ReaderStart {
  readonly source: ReaderSource;
  readonly asName: string;
  readonly options: LineOptions;
}

export type ReaderAnswer =
  | { readonly kind: 'batch'; readonly batch: RowBatch; readonly bytesRead: number }
  | { readonly kind: 'end' }
  | { readonly kind: 'refused'; readonly message: string }
  | { readonly kind: 'failed'; readonly stack: string };

/** A Parquet row group's texts and their rows. */
const resourceLimits = { maxOldGenerationSizeMb: 3072 };
/** Batches that may wait, so that thread and reader need not wait for each other. */
const mostWaiting = 4;

/** `workerFile`: entry of the thread. Throws a `UserError` with the name where the file cannot be read on. */
export async function* readInThread(
  workerFile: URL,
  start: ReaderStart,
  onRead: (bytesRead: number) => void,
): AsyncGenerator<RowBatch> {
  const worker = new Worker(fileURLToPath(workerFile), { workerData: start, resourceLimits });
  const answers: ReaderAnswer[] = [];
  let wake: () => void = () => undefined;
  const take = (answer: ReaderAnswer): void => {
    answers.push(answer);
    wake();
  };
  worker.on('message', take);
  worker.on('error', () => undefined);
  worker.on('exit', () => {
    const message = `${start.asName}: reading it took more memory than it may; the rest is not read`;
    take({ kind: 'refused', message });
  });
  try {
    for (let i = 0; i < mostWaiting; i++) worker.postMessage('more');
    for (;;) {
      const answer = answers.shift();
      switch (answer?.kind) {
        case undefined:
          await new Promise<void>((resolve) => (wake = resolve));
          break;
        case 'batch':
          onRead(answer.bytesRead);
          yield answer.batch;
          worker.postMessage('more');
          break;
        case 'end':
          return;
        case 'refused':
          throw new UserError(answer.message);
        case 'failed':
          throw Object.assign(new Error(), { stack: answer.stack });
      }
    }
  } finally {
    await worker.terminate();
  }
}
