/** A record as plain JSON, for files. By its sketch a record is only told while it is added up. */

import type { SampleRecord } from './record.ts';

export type StoredRecord = Omit<SampleRecord, 'sketch'>;

export function storedRecord(record: SampleRecord): StoredRecord {
  const stored: StoredRecord & { sketch?: Uint32Array } = { ...record };
  delete stored.sketch;
  return stored;
}

const noSketch = new Uint32Array();

export function restoredRecord(stored: StoredRecord): SampleRecord {
  return { ...stored, sketch: noSketch };
}
