/** Lines → rows. A line that cannot be read becomes a problem, and reading goes on with the next. */

import { unexpectedOffset } from './json-scan.ts';
import type { LineBatch } from './lines.ts';
import type { RowOutcome } from './row.ts';

const lineFeed = 0x0a;
const carriageReturn = 0x0d;
const quote = 0x22;
const comma = 0x2c;
const openBracket = 0x5b;
const backslash = 0x5c;
const openBrace = 0x7b;
const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

export function* readRows(batch: LineBatch): Generator<RowOutcome> {
  const { bytes } = batch;
  let row = batch.firstRow;
  for (let start = 0; start < bytes.length; row++) {
    const lineEnd = bytes.indexOf(lineFeed, start);
    let end = lineEnd < 0 ? bytes.length : lineEnd;
    const next = end + 1;
    if (end > start && bytes[end - 1] === carriageReturn) end--;
    const line = batch.lines === null ? row : batch.lines[row - batch.firstRow]! || null;
    const bytesAt = batch.byteStart;
    const place = { row, line, byteStart: bytesAt + start, byteEnd: bytesAt + end };
    // Not only the first row has one: files are joined.
    if (isByteOrderMark(bytes, start)) start += 3;
    yield { ...place, ...readRow(bytes.subarray(start, end)) };
    start = next;
  }
}

type RowContent =
  | { kind: 'row'; value: unknown }
  | {
      kind: 'problem';
      reason: 'blank' | 'row-too-large' | 'invalid-utf8' | 'broken-json' | 'not-an-object';
      message: string;
    };

/** Most numbers, texts, lists and objects of one row. A tenth of this is a very large row; over a hundred
 *  times as many fit into the bytes of one and would take all memory, and the process, when they are parsed. */
const mostValues = 500_000;

function readRow(bytes: Uint8Array): RowContent {
  if (bytes.length === 0) return problem('blank', 'empty line');
  // A value takes at least a byte.
  if (bytes.length > mostValues && countValues(bytes) > mostValues) {
    return problem('row-too-large', 'the row holds more than 500,000 values');
  }
  let text: string;
  try {
    text = decoder.decode(bytes);
  } catch {
    return problem('invalid-utf8', describeBytes(bytes));
  }
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    if (text.trim() === '') return problem('blank', 'empty line');
    return problem('broken-json', describeJsonError(text, error));
  }
  if (typeof value === 'object' && value !== null && !Array.isArray(value))
    return { kind: 'row', value };
  return problem('not-an-object', `expected an object with fields, found ${describeKind(value)}`);
}

function problem(
  reason: Exclude<RowContent, { kind: 'row' }>['reason'],
  message: string,
): RowContent {
  return { kind: 'problem', reason, message };
}

/** Values behind a comma or an opening bracket, outside of strings; in valid JSON that is all but one. */
function countValues(bytes: Uint8Array): number {
  let values = 0;
  let isInString = false;
  for (let at = 0; at < bytes.length; at++) {
    const byte = bytes[at]!;
    if (byte === quote) isInString = !isInString;
    else if (isInString) at += byte === backslash ? 1 : 0;
    else if (byte === comma || byte === openBracket || byte === openBrace) values++;
  }
  return values;
}

function isByteOrderMark(bytes: Uint8Array, at: number): boolean {
  return bytes[at] === 0xef && bytes[at + 1] === 0xbb && bytes[at + 2] === 0xbf;
}

export function describeBytes(bytes: Uint8Array): string {
  const [first, second] = bytes;
  if ((first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff)) {
    return 'not UTF-8 text: the file is in UTF-16; save it as UTF-8';
  }
  return `not UTF-8 text: bad byte at position ${firstInvalidByte(bytes) + 1} of the row`;
}

function describeKind(value: unknown): string {
  if (value === null) return 'null';
  return Array.isArray(value) ? 'an array' : `a ${typeof value}`;
}

/** The engine's own message quotes the row, so only its position is taken from it. */
function describeJsonError(text: string, error: unknown): string {
  const trimmed = text.trim();
  if (text.includes('\u0000')) return 'not JSON: the row contains NUL bytes';
  if (trimmed === '[' || trimmed === ']' || trimmed === '],') {
    return 'not JSON: this looks like one JSON array over several lines, not JSON Lines';
  }
  const message = error instanceof Error ? error.message : '';
  const position = /position (\d+)/.exec(message)?.[1];
  const at = position === undefined ? unexpectedOffset(text) : Number(position);
  if (/end of JSON|Unterminated/.test(message) || text.slice(at).trim() === '') {
    return `not JSON: the row ends too early, after ${text.length} characters`;
  }
  const isBehind = message.includes('after JSON');
  return `not JSON: ${isBehind ? describeRest(text, at) : describeCharacter(text, at)}`;
}

/** What stands behind a complete value. */
function describeRest(text: string, at: number): string {
  const rest = text.slice(at).trim();
  if (rest === ',') return 'the row ends with a comma, as in a JSON array';
  if (text.slice(0, at).trimEnd().length <= text.lastIndexOf('\r', at)) {
    return `a lone carriage return before column ${at + 1}; only line feeds end a row`;
  }
  return `something behind the end of the row's value, at column ${at + 1}`;
}

function describeCharacter(text: string, at: number): string {
  const where = `at column ${at + 1}`;
  const before = text.slice(0, at).trimEnd().at(-1);
  const character = text[at] ?? '';
  if (before === ',' && '}]'.includes(character)) return `a comma too many ${where}`;
  if (character === "'") return `single quotes ${where}; JSON needs double quotes`;
  const word = /^\w*/.exec(text.slice(at, at + 9))![0];
  if (word === 'NaN' || word === 'Infinity') return `NaN or Infinity ${where}`;
  if (word === 'None' || word === 'True' || word === 'False') {
    return `${word} ${where}, as in Python; JSON has null, true and false`;
  }
  if (character < ' ') return `a raw control character ${where}; it must be escaped`;
  return `unexpected character ${where}`;
}

/** Offset of the first byte that is not UTF-8; called only for rows that are known to have one. */
function firstInvalidByte(bytes: Uint8Array): number {
  let low = 0;
  let high = bytes.length;
  // The longest valid prefix, by halves; `stream` allows a prefix to end inside a character.
  while (low < high) {
    const middle = (low + high + 1) >>> 1;
    try {
      new TextDecoder('utf-8', { fatal: true }).decode(bytes.subarray(0, middle), { stream: true });
      low = middle;
    } catch {
      high = middle - 1;
    }
  }
  return low;
}
