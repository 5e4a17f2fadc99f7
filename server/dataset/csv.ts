/** CSV and TSV (RFC 4180) → rows as JSON, named by the header. The only importer of `csv-parse`. */

import { type CsvError, type Info, Parser } from 'csv-parse';
import { Readable } from 'node:stream';
import { count } from '../../protocol/words.ts';
import { describeBytes } from './jsonl.ts';
import type { LineOptions, RowBatch } from './lines.ts';
import { peek } from './peek.ts';
import { RowBuilder } from './row-builder.ts';

interface CsvRecord {
  /** Bytes, so that those that are no text are noticed. */
  readonly record: readonly Buffer[];
  readonly info: Info;
}

const carriageReturn = 0x0d;
const byteOrderMark = [0xef, 0xbb, 0xbf];
const longestHeader = 1 << 20;
const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
const encoder = new TextEncoder();

export async function* csvBatches(
  chunks: AsyncIterable<Uint8Array>,
  format: 'csv' | 'tsv',
  options: LineOptions,
): AsyncGenerator<RowBatch> {
  const { head, all } = await peek(
    chunks,
    (bytes) => firstLine(bytes) !== null || bytes.length >= longestHeader,
  );
  /** The first one; set by the parser, which runs ahead of who reads its records. */
  const failures: CsvError[] = [];
  const parser = new Parser({
    encoding: null,
    info: true,
    delimiter: format === 'tsv' ? '\t' : delimiterOf(head),
    // Told by `addRow`, with what is wrong.
    relax_column_count: true,
    // Quotes within a cell are common where people wrote it; others read them as they are.
    relax_quotes: true,
    max_record_size: options.maxRowBytes,
    // Thrown, an error would take the records before it along.
    skip_records_with_error: true,
    on_skip(error) {
      if (error !== undefined) failures.push(error);
    },
  });
  const rows = new RowBuilder(options);
  let header: readonly string[] | null = null;
  /** Where the next record begins. */
  let line = 1;
  let trouble: unknown = null;
  /** The parser would forget the last records if its input failed instead of ending. */
  async function* whole(): AsyncGenerator<Uint8Array> {
    try {
      yield* withoutMark(all);
    } catch (error) {
      trouble = error;
    }
  }
  const input = Readable.from(whole(), { objectMode: false });
  try {
    for await (const { record, info } of input.pipe(parser) as AsyncIterable<CsvRecord>) {
      if (isBehind(failures[0], info)) break;
      if (header !== null) addRow(rows, header, record, line);
      else if (!isBlank(record)) header = headerOf(record);
      line = info.lines + 1;
      yield* rows.take();
    }
  } finally {
    input.destroy();
  }
  const [failure] = failures;
  if (failure !== undefined) rows.unread('broken-csv', describe(failure, line, options), line);
  yield* rows.finish();
  if (trouble !== null) throw trouble as Error;
}

/** Behind a mistake the parser cannot be trusted: it does not know any more where a record begins. */
function isBehind(failure: CsvError | undefined, { lines }: Info): boolean {
  return failure !== undefined && lines > (failure as unknown as Info).lines;
}

/** Null: there is no whole one yet that is not blank. */
function firstLine(head: Uint8Array): string | null {
  return /\S[^\n]*(?=\n)/.exec(new TextDecoder().decode(head))?.[0] ?? null;
}

/** The usual one that the header has most of. */
function delimiterOf(head: Uint8Array): string {
  const unquoted = (firstLine(head) ?? '').replaceAll(/"[^"]*"/g, '');
  const countOf = (delimiter: string): number => unquoted.split(delimiter).length;
  return [',', ';', '\t', '|'].reduce((best, next) =>
    countOf(next) > countOf(best) ? next : best,
  );
}

/** The parser would take a byte order mark as leave to decode. Copied, since it keeps what it is given and
 *  a chunk holds only until the next one is asked for. */
async function* withoutMark(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  let isFirst = true;
  for await (const chunk of chunks) {
    yield chunk.slice(isFirst && byteOrderMark.every((byte, i) => chunk[i] === byte) ? 3 : 0);
    isFirst = false;
  }
}

/** Every column needs a name of its own. */
function headerOf(record: readonly Buffer[]): readonly string[] {
  const names = new Set<string>();
  for (const [index, cell] of record.entries()) {
    const name = cell.toString().trim() || `column${index + 1}`;
    let unique = name;
    for (let i = 2; names.has(unique); i++) unique = `${name}_${i}`;
    names.add(unique);
  }
  return [...names];
}

function addRow(
  rows: RowBuilder,
  header: readonly string[],
  record: readonly Buffer[],
  line: number,
): void {
  if (isBlank(record)) {
    rows.unread('blank', 'empty line', line);
  } else if (record.length === header.length) {
    try {
      const cells = record.map((cell) => decoder.decode(cell));
      // Not by an object: a column may be called `__proto__`.
      const members = header.map(
        (name, i) => `${JSON.stringify(name)}:${JSON.stringify(cells[i])}`,
      );
      rows.write(encoder.encode(`{${members.join(',')}}`));
      rows.endRow(line);
    } catch {
      rows.unread('invalid-utf8', describeBytes(Buffer.concat(record)), line);
    }
  } else {
    const message = `${count(record.length, 'cell')} where the header has ${header.length}`;
    rows.unread('broken-csv', message, line);
  }
}

function isBlank([cell, ...more]: readonly Buffer[]): boolean {
  return more.length === 0 && (cell === undefined || cell.every((byte) => byte === carriageReturn));
}

function describe({ code }: CsvError, line: number, { maxRowBytes }: LineOptions): string {
  const record = `the record of line ${line}`;
  if (code === 'CSV_QUOTE_NOT_CLOSED') {
    return `${record} opens a quote that is never closed; the rest is not read`;
  }
  if (code === 'CSV_MAX_RECORD_SIZE') {
    return `${record} has more than ${maxRowBytes >> 20} MiB; the rest is not read`;
  }
  return `${record} is not CSV; the rest is not read`;
}
