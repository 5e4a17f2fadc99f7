/** Whatever becomes of a dataset, what it is read from is closed. */

import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import type { ByteSource } from '../../../server/dataset/byte-source.ts';
import { datasetOf } from '../../../server/dataset/dataset.ts';
import { isUserError } from '../../../server/dataset/user-error.ts';

/** Endless, so that whoever wants no more must say so. */
function openSource(
  name: string,
  bytes: Uint8Array,
): { source: ByteSource; isOpen: () => boolean } {
  let isOpen = false;
  const source: ByteSource = {
    name,
    byteLength: null,
    async *chunks() {
      isOpen = true;
      try {
        yield bytes;
        for (;;) yield await Promise.resolve(new Uint8Array(1 << 16).fill(0x0a));
      } finally {
        isOpen = false;
      }
    },
    slice: null,
    isUnchanged: () => Promise.resolve(true),
  };
  return { source, isOpen: () => isOpen };
}

const utf16 = Buffer.from('\uFEFF{}\n', 'utf16le');
test.each<[what: string, name: string, bytes: Uint8Array]>([
  ['is UTF-16', 'a.jsonl', utf16],
  ['is UTF-16 and compressed', 'a.jsonl.gz', gzipSync(utf16)],
  ['is compressed twice', 'a.jsonl.gz', gzipSync(gzipSync('{}\n'))],
  ['is no Parquet file', 'a.parquet', Buffer.from('{}\n')],
  ['is not read to its end', 'a.jsonl', Buffer.from('{}\n')],
  ['is a table that is not read to its end', 'a.csv', Buffer.from('a,b\n1,2\n')],
])('a file that %s', async (_, name, bytes) => {
  const { source, isOpen } = openSource(name, bytes);
  try {
    for await (const batch of datasetOf(source).batches({ batchBytes: 1, maxRowBytes: 1 << 20 })) {
      if (batch.rows > 0) break;
    }
  } catch (error) {
    if (!isUserError(error)) throw error;
  }
  expect(isOpen()).toBe(false);
});
