/**
 * Offsets of a decoded text ↔ offsets in the row's JSON text, through escapes. Both are UTF-16.
 * Stored as breakpoints: between two of them, source and decoded offsets move in step.
 */

import { type Span, stringSpan } from '../dataset/json-scan.ts';
import type { Sample } from './sample.ts';

export interface OffsetMap {
  /** Where the sample's text begins and ends in the row. */
  readonly span: Span;
  toSource(decodedOffset: number): number;
  toDecoded(sourceOffset: number): number;
}

/** Null if the row's text does not hold the sample at its paths. */
export function locateSample(json: string, sample: Pick<Sample, 'paths'>): OffsetMap | null {
  const decoded: number[] = [];
  const source: number[] = [];
  const point = (decodedOffset: number, sourceOffset: number): void => {
    decoded.push(decodedOffset);
    source.push(sourceOffset);
  };
  let length = 0;
  for (const [index, path] of sample.paths.entries()) {
    const span = stringSpan(json, path);
    if (span === null) return null;
    // Parts are joined by one line break, which stands nowhere in the row.
    if (index > 0) length++;
    point(length, span.start);
    for (let at = span.start; at < span.end; length++) {
      if (json[at] !== '\\') {
        at++;
        continue;
      }
      at += json[at + 1] === 'u' ? 6 : 2;
      point(length + 1, at);
    }
    point(length, span.end);
  }
  const first = source[0];
  const last = source.at(-1);
  if (first === undefined || last === undefined) return null;
  return {
    span: { start: first, end: last },
    toSource: (offset) => shift(decoded, source, offset),
    toDecoded: (offset) => shift(source, decoded, offset),
  };
}

/** Moves an offset from one side to the other, from the last breakpoint at or before it. */
function shift(from: readonly number[], to: readonly number[], offset: number): number {
  let low = 0;
  let high = from.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >>> 1;
    if (from[middle]! <= offset) low = middle;
    else high = middle - 1;
  }
  const moved = to[low]! + Math.max(0, offset - from[low]!);
  // Inside an escape there is no next offset of one's own: stay before the next breakpoint.
  return low + 1 < to.length ? Math.min(moved, to[low + 1]!) : Math.min(moved, to[low]!);
}
