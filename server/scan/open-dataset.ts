/** Files, documents and standard input → datasets. */

import { bytesSource, type ByteSource, fileSource, streamSource } from '../dataset/byte-source.ts';
import { type Dataset, datasetOf, isParquet } from '../dataset/dataset.ts';
import { isCompressed } from '../dataset/decompress.ts';
import { formatOfName } from '../dataset/format.ts';
import { defaultLineOptions } from '../dataset/lines.ts';
import { readerFile } from '../locations.ts';
import { readInThread, type ReaderSource } from './read-in-thread.ts';

/** Throws a `UserError` for anything that is not a readable regular file. */
export async function openFile(path: string): Promise<Dataset> {
  const source = await fileSource(path);
  const isHeavy = isHeavyName(path) || isParquet(new Uint8Array(await source.slice!(0, 4)));
  if (!isHeavy) return datasetOf(source);
  return threaded(source, { kind: 'file', path }, path);
}

/** Bytes that are in memory already, such as an open document. */
export function openBytes(name: string, bytes: Uint8Array): Dataset {
  const source = bytesSource(name, bytes);
  if (!isHeavyName(name)) return datasetOf(source);
  return threaded(source, { kind: 'bytes', name, bytes }, name);
}

/** `asName`: says what format it has; null: JSON Lines. */
export function openStandardInput(asName: string | null): Dataset {
  const name = '-';
  const source = streamSource(name, process.stdin);
  if (asName === null || !isHeavyName(asName)) return datasetOf(source, asName ?? name);
  return threaded(source, { kind: 'standard-input', name }, asName);
}

/** Whether rows are lines of the file as it is. Throws as `openFile` does. */
export async function isPlainLines(path: string): Promise<boolean> {
  const format = formatOfName(path) ?? 'json-lines';
  const head = new Uint8Array(await (await fileSource(path)).slice!(0, 4));
  return format === 'json-lines' && !isCompressed(head) && !isParquet(head);
}

function isHeavyName(name: string): boolean {
  const format = formatOfName(name);
  return format === 'csv' || format === 'tsv' || format === 'parquet';
}

function threaded(bytes: ByteSource, source: ReaderSource, asName: string): Dataset {
  let bytesRead = 0;
  return {
    name: bytes.name,
    byteLength: bytes.byteLength,
    isUnchanged: () => bytes.isUnchanged(),
    bytesRead: () => bytesRead,
    batches: (options = defaultLineOptions) =>
      readInThread(readerFile, { source, asName, options }, (bytes) => (bytesRead = bytes)),
  };
}
