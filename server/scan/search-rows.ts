/** Rows whose texts hold a word, in capitals or not: for somebody who looks for it in a whole file. */

import { readRows } from '../dataset/jsonl.ts';
import type { LineBatch } from '../dataset/lines.ts';

const lineFeed = 0x0a;
const decoder = new TextDecoder();
const written = /["\\/\p{Cc}]/u;

/** Numbers of the rows that have it in a value; keys are the format's, not the text's. */
export function searchRows(batch: LineBatch, text: string): number[] {
  const wanted = text.toLowerCase();
  // Such characters stand in JSON as escapes, others only may.
  const isEscaped = written.test(wanted);
  const whole = decoder.decode(batch.bytes);
  const mayHide = whole.includes('\\u') || (isEscaped && whole.includes('\\'));
  if (!mayHide && !whole.toLowerCase().includes(wanted)) return [];
  const found: number[] = [];
  let row = batch.firstRow;
  for (let start = 0; start < batch.bytes.length; row++) {
    const lineEnd = batch.bytes.indexOf(lineFeed, start);
    const end = lineEnd < 0 ? batch.bytes.length : lineEnd;
    const bytes = batch.bytes.subarray(start, end);
    if (holds({ ...batch, bytes, firstRow: row, rows: 1 }, wanted, isEscaped)) found.push(row);
    start = end + 1;
  }
  return found;
}

function holds(line: LineBatch, wanted: string, isEscaped: boolean): boolean {
  const written = decoder.decode(line.bytes);
  const isThere = written.toLowerCase().includes(wanted);
  const mayHide = written.includes('\\u') || (isEscaped && written.includes('\\'));
  if (!isThere && !mayHide) return false;
  const [outcome] = readRows(line);
  return outcome?.kind === 'row' ? hasText(outcome.value, wanted) : isThere;
}

/** Without recursion: hostile rows nest deeply. */
function hasText(value: unknown, wanted: string): boolean {
  const left = [value];
  while (left.length > 0) {
    const next = left.pop();
    if (typeof next === 'string' && next.toLowerCase().includes(wanted)) return true;
    if (typeof next === 'number' && String(next).includes(wanted)) return true;
    if (typeof next !== 'object' || next === null) continue;
    for (const inner of Object.values(next)) left.push(inner);
  }
  return false;
}
