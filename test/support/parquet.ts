/** Rows → a Parquet file, by another's writer. */

import { parquetWriteBuffer } from 'hyparquet-writer';
import { brotliCompressSync, gzipSync, zstdCompressSync } from 'node:zlib';

export const parquetCodecs = ['UNCOMPRESSED', 'SNAPPY', 'GZIP', 'ZSTD', 'BROTLI'] as const;
export type ParquetCodec = (typeof parquetCodecs)[number];

const compressors = { GZIP: gzipSync, ZSTD: zstdCompressSync, BROTLI: brotliCompressSync };

/** Texts become strings, lists and objects JSON. What a row lacks is null. */
export function parquetOf(
  rows: readonly Record<string, unknown>[],
  codec: ParquetCodec = 'SNAPPY',
  rowGroupSize = 2,
): Uint8Array<ArrayBuffer> {
  const names = [...new Set(rows.flatMap((row) => Object.keys(row)))];
  const columnData = names.map((name) => {
    const data = rows.map((row) => row[name] ?? null);
    const isText = data.every((value) => value === null || typeof value === 'string');
    return { name, data, type: isText ? ('STRING' as const) : ('JSON' as const) };
  });
  return new Uint8Array(parquetWriteBuffer({ columnData, codec, compressors, rowGroupSize }));
}
