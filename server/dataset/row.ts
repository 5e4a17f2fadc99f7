/** One record of a dataset, or what kept us from reading it. */

import type { SkipReason } from '../../protocol/views.ts';

/** Where a row lies: its number and its line, both from 1, and its bytes among those of all rows as JSON
 *  Lines, end exclusive, without line end. */
export interface RowPlace {
  row: number;
  /** Null where a file has no lines. */
  line: number | null;
  byteStart: number;
  byteEnd: number;
}

export type RowOutcome =
  | (RowPlace & { kind: 'row'; value: unknown })
  | (RowPlace & { kind: 'problem'; reason: SkipReason; message: string });
