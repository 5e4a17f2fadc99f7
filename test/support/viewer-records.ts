/** What an audit could have found in a row, for lists that no profile would give on purpose. */

import type { SampleRecord } from '../../server/scan/record.ts';
import { unreadRow } from '../../server/scan/record.ts';

export function viewerRecord(row: number, found: Partial<SampleRecord> = {}): SampleRecord {
  const place = { row, line: row };
  return { ...unreadRow(place, 'blank', 'empty line'), skipped: null, problem: null, ...found };
}
