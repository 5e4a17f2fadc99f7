/** Bytes of any format and compression → rows. */

import { bytesSource, type ByteSource } from './byte-source.ts';
import { decompressed } from './decompress.ts';
import { type Format, formatOfName } from './format.ts';
import { arrayBatches, isArrayStart } from './json-array.ts';
import { defaultLineOptions, lineBatches, type LineOptions, type RowBatch } from './lines.ts';
import { peek } from './peek.ts';
import { UserError } from './user-error.ts';

export interface Dataset extends Pick<ByteSource, 'name' | 'byteLength' | 'isUnchanged'> {
  /** All rows in order. Throws a `UserError` where the file cannot be read on; what came before is right. */
  batches(options?: LineOptions): AsyncIterable<RowBatch>;
  /** How many of the file's bytes were read until now, by the last call of `batches`. */
  bytesRead(): number;
}

/** `asName` in place of the source's name says what format it has. */
export function datasetOf(source: ByteSource, asName = source.name): Dataset {
  let bytesRead = 0;
  return {
    name: source.name,
    byteLength: source.byteLength,
    isUnchanged: () => source.isUnchanged(),
    bytesRead: () => bytesRead,
    batches(options = defaultLineOptions) {
      bytesRead = 0;
      const counted: ByteSource = {
        ...source,
        async *chunks() {
          for await (const chunk of source.chunks()) {
            bytesRead += chunk.length;
            yield chunk;
          }
        },
        slice:
          source.slice &&
          ((start, end) => {
            // Read more than once in part, and in no order.
            bytesRead = Math.max(bytesRead, end ?? source.byteLength ?? 0);
            return source.slice!(start, end);
          }),
      };
      return batchesOf(counted, formatOfName(asName) ?? 'json-lines', options);
    },
  };
}

async function* batchesOf(
  source: ByteSource,
  format: Format,
  options: LineOptions,
): AsyncGenerator<RowBatch> {
  const plain = decompressed(source.chunks(), source.name);
  const { head, all, close } = await peek(plain, (bytes) => isEnough(bytes, format));
  try {
    if (isUtf16(head)) {
      throw new UserError(
        `${source.name}: is UTF-16, which no dataset format is; save it as UTF-8`,
      );
    }
    // Nobody else needs the packages that these two bring along.
    if (format === 'parquet' || isParquet(head)) {
      yield* readParquet(source, { head, all }, options);
    } else if (format === 'csv' || format === 'tsv') {
      const { csvBatches } = await import('./csv.ts');
      yield* csvBatches(all, format, options);
    } else if (format === 'json' && isArrayStart(head) === true) yield* arrayBatches(all, options);
    else yield* lineBatches(all, options);
  } finally {
    await close();
  }
}

const parquetMagic = [0x50, 0x41, 0x52, 0x31];

/** By the first bytes. */
export function isParquet(head: Uint8Array): boolean {
  return parquetMagic.every((byte, i) => head[i] === byte);
}

/** By its byte order mark, which is no text in UTF-8. */
function isUtf16([first, second]: Uint8Array): boolean {
  return (first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff);
}

function isEnough(head: Uint8Array, format: Format): boolean {
  return head.length >= parquetMagic.length && (format !== 'json' || isArrayStart(head) !== null);
}

/** A file's footer says where things lie, so that what comes in order only is kept first. */
const mostKeptBytes = 512 << 20;

async function* readParquet(
  source: ByteSource,
  { head, all }: { readonly head: Uint8Array; readonly all: AsyncIterable<Uint8Array> },
  options: LineOptions,
): AsyncGenerator<RowBatch> {
  const { parquetBatches } = await import('./parquet/batches.ts');
  let { byteLength, slice } = source;
  const first = new Uint8Array((await slice?.(0, parquetMagic.length)) ?? []);
  if (slice === null || byteLength === null || !isParquet(first)) {
    const kept = bytesSource(source.name, await keepAll(all, source.name));
    ({ byteLength, slice } = kept);
  }
  if (!isParquet(head))
    throw new UserError(`${source.name}: not a Parquet file, whatever its name says`);
  yield* parquetBatches({ byteLength: byteLength!, slice: slice! }, source.name, options);
}

async function keepAll(chunks: AsyncIterable<Uint8Array>, name: string): Promise<Uint8Array> {
  const kept: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of chunks) {
    bytes += chunk.length;
    if (bytes > mostKeptBytes) {
      throw new UserError(
        `${name}: Parquet of more than ${mostKeptBytes >> 20} MiB must be a file, and not compressed once more`,
      );
    }
    kept.push(chunk.slice());
  }
  return Buffer.concat(kept);
}
