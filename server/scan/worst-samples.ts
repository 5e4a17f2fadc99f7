/** The samples to look at first. Flat in their number. */

import type { Mergeable } from './mergeable.ts';
import type { SampleRecord } from './record.ts';
import { restoredRecord, storedRecord, type StoredRecord } from './stored-record.ts';

const mostKept = 500;

export class WorstSamples implements Mergeable<readonly StoredRecord[]> {
  #kept: SampleRecord[] = [];
  /** The last one that there was room for; what comes after it in the order need not be kept. */
  #last: SampleRecord | null = null;

  add(record: SampleRecord): void {
    if (this.#last !== null && byWorst(this.#last, record) < 0) return;
    this.#kept.push(record);
    if (this.#kept.length > mostKept * 4) this.#trim();
  }

  /** Worst first. */
  list(): readonly SampleRecord[] {
    this.#trim();
    return this.#kept;
  }

  state(): readonly StoredRecord[] {
    return this.list().map(storedRecord);
  }

  merge(state: readonly StoredRecord[]): void {
    for (const stored of state) this.add(restoredRecord(stored));
  }

  #trim(): void {
    this.#kept.sort(byWorst);
    this.#kept.splice(mostKept);
    this.#last = this.#kept[mostKept - 1] ?? null;
  }
}

/** Matches by probability, then flagged samples, then broken rows, then the closest of the unknown. */
function byWorst(a: SampleRecord, b: SampleRecord): number {
  return (
    rankOf(a) - rankOf(b) ||
    (b.probability ?? 0) - (a.probability ?? 0) ||
    a.row - b.row ||
    (a.turn ?? 0) - (b.turn ?? 0)
  );
}

function rankOf(record: SampleRecord): number {
  if (record.verdict === 'match') return 0;
  if (record.flags.length > 0) return 1;
  return record.skipped !== null ? 2 : 3;
}
