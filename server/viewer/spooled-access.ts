/**
 * Rows by their numbers in formats where they have no place of their own, such as compressed or columnar ones:
 * they are read once, from beginning to end, and kept as JSON Lines in a temporary file of their owner alone.
 */

import { type FileHandle, mkdtemp, open, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Dataset } from '../dataset/dataset.ts';
import { cutRows, type LineBatch, type RowBatch, type UnreadRows } from '../dataset/lines.ts';
import type { AccessedRow, RowAccess, RowAccessOptions } from '../dataset/row-access.ts';
import { UserError } from '../dataset/user-error.ts';
import { scanLineOptions } from '../scan/detect-field.ts';

const mostSpooledBytes = 16 * 2 ** 30;

interface SpooledLines extends Omit<LineBatch, 'bytes'> {
  readonly byteEnd: number;
}

type Spooled = SpooledLines | UnreadRows;

export async function openSpooled(dataset: Dataset): Promise<RowAccess> {
  const folder = await mkdtemp(join(tmpdir(), 'teacherprint-'));
  const file = await open(join(folder, 'rows'), 'wx+');
  const batches: Spooled[] = [];
  let rows = 0;
  let bytes = 0;
  let isFinal = false;
  let isClosed = false;
  let wake: () => void = () => undefined;
  const hasRows = new Promise<void>((resolve) => (wake = resolve));

  const keep = async (batch: RowBatch): Promise<void> => {
    rows = batch.firstRow + batch.rows - 1;
    if (batch.kind === 'unread') {
      batches.push(batch);
      return;
    }
    await file.write(batch.bytes, 0, batch.bytes.length, bytes);
    const { bytes: written, ...place } = batch;
    batches.push({ ...place, byteStart: bytes, byteEnd: bytes + written.length });
    bytes += written.length;
    if (bytes <= mostSpooledBytes) return;
    throw new UserError(
      `${dataset.name}: has more than ${mostSpooledBytes / 2 ** 30} GiB of rows; the first ${rows.toLocaleString('en')} are shown`,
    );
  };
  const spool = async (): Promise<void> => {
    try {
      for await (const batch of dataset.batches(scanLineOptions)) {
        if (isClosed) return;
        await keep(batch);
        wake();
      }
    } finally {
      isFinal = true;
      wake();
    }
  };
  const counted = spool();
  // Who shows rows may never ask whether all are there.
  counted.catch(() => undefined);

  return {
    async rows(from, count, options) {
      await hasRows;
      const found: AccessedRow[] = [];
      for (let at = batchOf(batches, from); found.length < count; at++) {
        const batch = batches[at];
        if (batch === undefined) break;
        const [next, most] = [from + found.length, count - found.length];
        const rowsOf =
          batch.kind === 'unread'
            ? unreadRows(batch, next, most)
            : await readBatch(file, batch, next, most, options);
        found.push(...rowsOf);
      }
      return found;
    },
    rowCount: () => ({ count: rows, isFinal }),
    get bytesCounted() {
      return isFinal
        ? (dataset.byteLength ?? 0)
        : Math.min(dataset.bytesRead(), dataset.byteLength ?? 0);
    },
    byteLength: dataset.byteLength ?? 0,
    counted,
    async close() {
      isClosed = true;
      await counted.catch(() => undefined);
      await file.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

function unreadRows(
  { firstRow, rows, line, message }: UnreadRows,
  from: number,
  most: number,
): AccessedRow[] {
  const before = Math.max(0, from - firstRow);
  return Array.from({ length: Math.min(most, rows - before) }, (_, i) => ({
    row: firstRow + before + i,
    line: line === null ? null : line + before + i,
    bytes: new Uint8Array(),
    byteLength: 0,
    problem: message,
  }));
}

/** Index of the batch that holds a row, or of where one would be. */
function batchOf(batches: readonly Spooled[], row: number): number {
  let low = 0;
  let high = batches.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    const { firstRow, rows } = batches[middle]!;
    if (firstRow + rows <= row) low = middle + 1;
    else high = middle;
  }
  return low;
}

async function readBatch(
  file: FileHandle,
  { byteEnd, ...place }: SpooledLines,
  from: number,
  most: number,
  { mostRowBytes, signal }: RowAccessOptions,
): Promise<AccessedRow[]> {
  signal.throwIfAborted();
  const bytes = new Uint8Array(byteEnd - place.byteStart);
  await file.read(bytes, 0, bytes.length, place.byteStart);
  const whole: LineBatch = { ...place, bytes };
  let rest = cutRows(whole, Math.max(0, from - place.firstRow))[1];
  const found: AccessedRow[] = [];
  while (rest.rows > 0 && found.length < most) {
    const [first, others] = cutRows(rest, 1);
    const { length } = first.bytes;
    const byteLength = first.bytes[length - 1] === 0x0a ? length - 1 : length;
    const line = first.lines === null ? first.firstRow : first.lines[0]! || null;
    const shown = first.bytes.slice(0, Math.min(byteLength, mostRowBytes));
    found.push({ row: first.firstRow, line, bytes: shown, byteLength, problem: null });
    rest = others;
  }
  return found;
}
