/**
 * Parquet → rows as JSON. This folder is the only importer of `hyparquet`. One row group's texts are in memory
 * at a time, or a part of them where the file has page indexes.
 */

import {
  type AsyncBuffer,
  type FileMetaData,
  parquetMetadataAsync,
  parquetScan,
  parquetSchema,
  toJson,
} from 'hyparquet';
import { checkColumn, compressors, limits, NotReadable } from './pages.ts';
import type { LineOptions, RowBatch } from '../lines.ts';
import { RowBuilder } from '../row-builder.ts';
import { UserError } from '../user-error.ts';

type RowGroup = FileMetaData['row_groups'][number];
type Column = RowGroup['columns'][number];

const encoder = new TextEncoder();
/** Rows decoded at a time where page indexes allow it. */
const rowsAtOnce = 4096;

/** Throws a `UserError` if the footer, which says where everything lies, cannot be read. */
export async function* parquetBatches(
  file: AsyncBuffer,
  name: string,
  options: LineOptions,
): AsyncGenerator<RowBatch> {
  const metadata = await readMetadata(file, name);
  const names = wantedColumns(metadata);
  const rows = new RowBuilder(options);
  let groupStart = 0;
  for (const group of metadata.row_groups) {
    const groupRows = Number(group.num_rows);
    const columns = group.columns.filter((column) => names.has(topName(column)));
    let done = 0;
    try {
      await checkGroup(file, groupRows, columns);
      const isIndexed = columns.every((column) => column.offset_index_offset !== undefined);
      const step = isIndexed ? rowsAtOnce : groupRows;
      for (; done < groupRows; done += step) {
        const range = {
          rowStart: groupStart + done,
          rowEnd: groupStart + Math.min(groupRows, done + step),
        };
        for (const row of await readRange(file, metadata, [...names], range)) {
          rows.write(encoder.encode(row));
          rows.endRow(0);
          yield* rows.take();
        }
      }
    } catch (error) {
      rows.unread('broken-parquet', reasonOf(error), 0, groupRows - done);
    }
    groupStart += groupRows;
  }
  yield* rows.finish();
}

async function readMetadata(file: AsyncBuffer, name: string): Promise<FileMetaData> {
  let metadata: FileMetaData;
  try {
    metadata = await parquetMetadataAsync(file, { geoparquet: false });
    parquetSchema(metadata);
  } catch {
    throw new UserError(
      `${name}: the Parquet file is damaged or cut off: its footer cannot be read`,
    );
  }
  // Lengths in a footer are claims; this one decides how many rows get reported.
  const rows = metadata.row_groups.reduce((sum, group) => sum + Number(group.num_rows), 0);
  if (!Number.isSafeInteger(rows) || rows < 0 || rows > limits.rowsPerByte * file.byteLength) {
    throw new UserError(
      `${name}: the Parquet file claims a number of rows that its size cannot hold`,
    );
  }
  return metadata;
}

type Tree = ReturnType<typeof parquetSchema>;

/** Columns of texts, and plain numbers beside them. Pictures and embeddings stay on the disk. */
function wantedColumns(metadata: FileMetaData): ReadonlySet<string> {
  const columns = parquetSchema(metadata).children;
  const texts = columns.filter(
    (column) => leavesOf(column).some(isText) && !leavesOf(column).some(isBinary),
  );
  // Old writers do not say which bytes are text.
  const found = texts.length > 0 ? texts : columns.filter((column) => isBinary(column));
  const wanted = [...found, ...columns.filter(isNumber)];
  return new Set(wanted.map(({ element }) => element.name));
}

function leavesOf(tree: Tree): Tree[] {
  return tree.children.length === 0 ? [tree] : tree.children.flatMap(leavesOf);
}

const textTypes: readonly unknown[] = ['UTF8', 'ENUM', 'JSON', 'STRING'];

function isText({ element }: Tree): boolean {
  const { type, converted_type: converted, logical_type: logical } = element;
  return (
    type === 'BYTE_ARRAY' && (textTypes.includes(converted) || textTypes.includes(logical?.type))
  );
}

function isBinary(tree: Tree): boolean {
  return tree.element.type === 'BYTE_ARRAY' && !isText(tree);
}

function isNumber({ children, element: { type, repetition_type: repetition } }: Tree): boolean {
  const isBytes = type === 'BYTE_ARRAY' || type === 'FIXED_LEN_BYTE_ARRAY';
  return children.length === 0 && repetition !== 'REPEATED' && !isBytes;
}

function topName(column: Column): string {
  return column.meta_data?.path_in_schema[0] ?? '';
}

/** Throws `NotReadable` for what would fill the memory, and for what cannot be true. */
async function checkGroup(
  file: AsyncBuffer,
  rows: number,
  columns: readonly Column[],
): Promise<void> {
  let bytes = 0;
  for (const { meta_data: data } of columns) {
    if (data === undefined) throw new NotReadable('a column says nothing about where it lies');
    bytes += Number(data.total_uncompressed_size);
    if (bytes > limits.groupBytes) {
      const gigabytes = limits.groupBytes / 2 ** 30;
      throw new NotReadable(
        `a row group has more than ${gigabytes} GiB of text; write the file with smaller row groups`,
      );
    }
    await checkColumn(file, data, rows);
  }
}

/** Each row as the text of a JSON object. */
async function readRange(
  file: AsyncBuffer,
  metadata: FileMetaData,
  names: readonly string[],
  range: { rowStart: number; rowEnd: number },
): Promise<Iterable<string>> {
  const scan = await parquetScan({ file, metadata, columns: [...names], compressors, ...range });
  const columns: ArrayLike<unknown>[] = [];
  for (const column of names) columns.push(await scan.readColumn({ column, ...range }));
  const keys = names.map((name) => JSON.stringify(name));
  const rows = range.rowEnd - range.rowStart;
  if (columns.some(({ length }) => length !== rows)) {
    throw new NotReadable('its columns have different numbers of rows');
  }
  return (function* () {
    for (let i = 0; i < rows; i++) {
      // As text, not as an object: a column may be called `__proto__`.
      const members = columns.map((column, k) => `${keys[k]}:${JSON.stringify(toJson(column[i]))}`);
      yield `{${members.join(',')}}`;
    }
  })();
}

/** What a decoder throws says what it met, not what is wrong with the file. */
function reasonOf(error: unknown): string {
  const reason = error instanceof NotReadable ? error.message : 'it is damaged';
  return `the row group of this row cannot be decoded: ${reason}`;
}
