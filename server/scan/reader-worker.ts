/** Entry of a thread that reads one dataset whose format takes work, or may be hostile, to read. */

import { createReadStream } from 'node:fs';
import { parentPort, workerData } from 'node:worker_threads';
import { bytesSource, fileSource, streamSource, type ByteSource } from '../dataset/byte-source.ts';
import { datasetOf } from '../dataset/dataset.ts';
import { isUserError } from '../dataset/user-error.ts';
import type { ReaderAnswer, ReaderStart, ReaderSource } from './read-in-thread.ts';

const { source, asName, options } = workerData as ReaderStart;

/** How many batches the other side has room for. */
let room = 0;
let wake: () => void = () => undefined;
parentPort?.on('message', () => {
  room++;
  wake();
});

function answer(message: ReaderAnswer, moved: readonly ArrayBuffer[] = []): void {
  parentPort?.postMessage(message, moved);
}

async function read(): Promise<void> {
  const dataset = datasetOf(await open(source), asName);
  for await (const batch of dataset.batches(options)) {
    while (room === 0) await new Promise<void>((resolve) => (wake = resolve));
    room--;
    const moved =
      batch.kind === 'lines'
        ? [batch.bytes.buffer, ...(batch.lines ? [batch.lines.buffer] : [])]
        : [];
    answer({ kind: 'batch', batch, bytesRead: dataset.bytesRead() }, moved);
  }
  answer({ kind: 'end' });
}

function open(from: ReaderSource): ByteSource | Promise<ByteSource> {
  switch (from.kind) {
    case 'file':
      return fileSource(from.path);
    case 'bytes':
      return bytesSource(from.name, from.bytes);
    case 'standard-input':
      return streamSource(from.name, createReadStream('', { fd: 0, autoClose: false }));
  }
}

read()
  .catch((error: unknown) => {
    if (isUserError(error)) answer({ kind: 'refused', message: error.message });
    else
      answer({
        kind: 'failed',
        stack: error instanceof Error ? String(error.stack) : String(error),
      });
  })
  .finally(() => {
    // A listener for messages keeps a thread alive.
    parentPort?.close();
  });
