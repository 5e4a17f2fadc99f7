/** Bytes in chunks of any size, and what rows came out of them, as lines to compare. */

import { readRows } from '../../server/dataset/jsonl.ts';
import type { RowBatch } from '../../server/dataset/lines.ts';
import { isUserError } from '../../server/dataset/user-error.ts';

/** The chunk is overwritten by the next one, as chunks of files are. */
export async function* chunksOf(
  content: string | Uint8Array,
  chunkBytes: number,
): AsyncGenerator<Uint8Array> {
  await Promise.resolve();
  const bytes = typeof content === 'string' ? new TextEncoder().encode(content) : content;
  const buffer = new Uint8Array(chunkBytes);
  for (let at = 0; at < bytes.length; at += chunkBytes) {
    const chunk = bytes.subarray(at, at + chunkBytes);
    buffer.set(chunk);
    yield buffer.subarray(0, chunk.length);
  }
}

/** `row@line value` for rows, `row@line reason: message` for others, and `stopped: message` at the end. */
export async function seenIn(batches: AsyncIterable<RowBatch>): Promise<string[]> {
  const seen: string[] = [];
  try {
    for await (const batch of batches) {
      if (batch.kind === 'unread') {
        const { firstRow, rows, line, reason, message } = batch;
        for (let i = 0; i < rows; i++) seen.push(`${firstRow + i}@${line} ${reason}: ${message}`);
        continue;
      }
      for (const row of readRows(batch)) {
        const content =
          row.kind === 'row' ? JSON.stringify(row.value) : `${row.reason}: ${row.message}`;
        seen.push(`${row.row}@${row.line} ${content}`);
      }
    }
  } catch (error) {
    if (!isUserError(error)) throw error;
    seen.push(`stopped: ${error.message}`);
  }
  return seen;
}
