/**
 * What a column's pages claim about themselves, looked at before anything is decoded: a few bytes can claim
 * billions of values, and a decoder believes them.
 */

import type { AsyncBuffer, ColumnMetaData, CompressionCodec, PageHeader } from 'hyparquet';
import { parquetHeader } from 'hyparquet/src/column.js';
import { brotliDecompressSync, gunzipSync, zstdDecompressSync } from 'node:zlib';

type DataPageHeaderV2 = NonNullable<PageHeader['data_page_header_v2']>;

/** Says what is wrong in half a sentence. */
export class NotReadable extends Error {}

export const limits = {
  /** Of all texts in a row group, unpacked. */
  groupBytes: 2 ** 31,
  pageBytes: 128 << 20,
  /** Of a page, and of a column in a row group. */
  pageValues: 1 << 23,
  columnValues: 1 << 25,
  /** A page of equal values needs next to no bytes, but no file holds this many rows in so few. */
  rowsPerByte: 1000,
  /** As for any compressed file. */
  times: 200,
  uncheckedBytes: 64 << 20,
} as const;

const codecs: readonly CompressionCodec[] = ['UNCOMPRESSED', 'SNAPPY', 'GZIP', 'BROTLI', 'ZSTD'];

/** Snappy is `hyparquet`'s own. Each gives out what was claimed and no more. */
export const compressors = {
  GZIP: (bytes: Uint8Array, maxOutputLength: number) => gunzipSync(bytes, { maxOutputLength }),
  BROTLI: (bytes: Uint8Array, maxOutputLength: number) =>
    brotliDecompressSync(bytes, { maxOutputLength }),
  ZSTD: (bytes: Uint8Array, maxOutputLength: number) =>
    zstdDecompressSync(bytes, { maxOutputLength }),
};

/** Throws `NotReadable`. `rows`: of the column's row group. */
export async function checkColumn(
  file: AsyncBuffer,
  column: ColumnMetaData,
  rows: number,
): Promise<void> {
  const { codec, path_in_schema: path } = column;
  if (!codecs.includes(codec)) throw new NotReadable(`it is compressed by ${codec}`);
  const values = Number(column.num_values);
  const unpacked = Number(column.total_uncompressed_size);
  const packed = Number(column.total_compressed_size);
  const start = Number(column.dictionary_page_offset ?? column.data_page_offset);
  const isInside = start >= 0 && packed >= 0 && start + packed <= file.byteLength;
  if (!isInside) throw new NotReadable('a column lies outside of the file');
  if (values > limits.columnValues || values < (path.length === 1 ? rows : 0)) {
    throw new NotReadable(`a column claims ${values} values in ${rows} rows`);
  }
  if (unpacked > limits.uncheckedBytes && unpacked > packed * limits.times) {
    throw new NotReadable(`it unpacks to more than ${limits.times} times its size`);
  }
  checkPages(await file.slice(start, start + packed), values, unpacked);
}

function checkPages(chunk: ArrayBuffer, columnValues: number, columnBytes: number): void {
  const reader = { view: new DataView(chunk), offset: 0 };
  let values = 0;
  let bytes = 0;
  while (reader.offset < chunk.byteLength - 1 && values < columnValues) {
    const header = parquetHeader(reader);
    const { uncompressed_page_size: unpacked, compressed_page_size: packed } = header;
    const { data_page_header: v1, data_page_header_v2: v2, dictionary_page_header: words } = header;
    const pageValues = v1?.num_values ?? v2?.num_values ?? words?.num_values;
    const claims = [unpacked, packed, pageValues, ...(v2 === undefined ? [] : claimsOf(v2))];
    // A damaged header lacks what its type says is there.
    if (
      !claims.every(isCount) ||
      pageValues === undefined ||
      reader.offset + packed > chunk.byteLength
    )
      throw new NotReadable('a page lies outside of its column');
    if (v2 !== undefined) checkLevels(v2, packed);
    if (words === undefined) values += pageValues;
    bytes += unpacked;
    reader.offset += packed;
    if (pageValues > limits.pageValues || values > columnValues) {
      throw new NotReadable(`a page claims ${pageValues} values`);
    }
    // Every word of a dictionary takes at least a bit.
    if (words !== undefined && pageValues > unpacked * 8) {
      throw new NotReadable(`a dictionary claims ${pageValues} words`);
    }
    if (unpacked > limits.pageBytes || bytes > columnBytes + limits.uncheckedBytes) {
      throw new NotReadable('a page claims more bytes than its column');
    }
  }
}

function claimsOf(page: DataPageHeaderV2): unknown[] {
  const { num_nulls: nulls, num_rows: rows } = page;
  const { definition_levels_byte_length: definition, repetition_levels_byte_length: repetition } =
    page;
  return [nulls, rows, definition, repetition];
}

function checkLevels(page: DataPageHeaderV2, packed: number): void {
  const levels = page.definition_levels_byte_length + page.repetition_levels_byte_length;
  if (page.num_nulls > page.num_values || page.num_rows > page.num_values || levels > packed) {
    throw new NotReadable('a page contradicts itself');
  }
}

function isCount(claim: unknown): boolean {
  return Number.isSafeInteger(claim) && (claim as number) >= 0;
}
