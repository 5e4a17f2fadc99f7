/** One record of a dataset, or what kept us from reading it. */

import type { SkipReason } from '../../protocol/views.ts';

/** Where a row lies: its line from 1 and its bytes in the file, end exclusive, without line end. */
export interface RowPlace {
  row: number;
  byteStart: number;
  byteEnd: number;
}

export type RowOutcome =
  | (RowPlace & { kind: 'row'; value: unknown })
  | (RowPlace & { kind: 'problem'; reason: SkipReason; message: string });
