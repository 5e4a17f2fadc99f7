/** Which samples of a document repeat an earlier one. */

import type { DuplicateCode } from '../../protocol/views.ts';
import { similarityOf } from '../engine/sketch.ts';
import type { SampleRecord } from '../scan/record.ts';
import { hasText, SampledTexts } from '../scan/sampled-texts.ts';
import type { AnalysedRow } from './document-analysis.ts';

/** A sample at its place. */
interface Place {
  readonly row: AnalysedRow;
  readonly record: SampleRecord;
}

/** What a copy is a copy of: the first sample with the same text, or with nearly the same. */
export interface Copy {
  readonly code: DuplicateCode;
  readonly first: Place;
  /** Estimated; of an exact copy 1. */
  readonly similarity: number;
}

/** The first of each cluster is no copy. */
export function findCopies(rows: readonly AnalysedRow[]): ReadonlyMap<SampleRecord, Copy> {
  const texts = new SampledTexts<Place[]>(Infinity);
  for (const row of rows) {
    for (const record of row.records) {
      if (!hasText(record)) continue;
      texts.note(record.textId, record.sketch, () => [])?.push({ row, record });
    }
  }
  const copies = new Map<SampleRecord, Copy>();
  for (const group of texts.groups()) {
    const sorted = group.toSorted((a, b) => byPlace(a.note[0]!, b.note[0]!));
    const first = sorted[0]!;
    for (const text of sorted) {
      const similarity = similarityOf(first.sketch, text.sketch);
      text.note.forEach(({ record }, i) => {
        if (i > 0) copies.set(record, { code: 'duplicate', first: text.note[0]!, similarity: 1 });
        else if (text !== first) {
          copies.set(record, { code: 'near-duplicate', first: first.note[0]!, similarity });
        }
      });
    }
  }
  return copies;
}

function byPlace(a: Place, b: Place): number {
  return a.record.row - b.record.row || (a.record.turn ?? 0) - (b.record.turn ?? 0);
}
