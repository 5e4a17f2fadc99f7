/**
 * Records on their way from one thread to another. Copying hundreds of objects would cost their receiver
 * more than all else that it does with them; a few columns are moved at once.
 */

import type { SampleRecord } from './record.ts';

export interface PackedRecords {
  /** The numbers of all records, one record after the other; NaN stands for null. */
  readonly numbers: Float64Array<ArrayBuffer>;
  /** The posteriors, likewise. */
  readonly posteriors: Uint16Array<ArrayBuffer>;
  readonly openings: readonly string[];
  /** Per record: how many of the posteriors' numbers are its own, and which of the rests is. */
  readonly others: Uint32Array<ArrayBuffer>;
  /** What is the same for many records, and here once. */
  readonly rests: readonly Rest[];
}

const numberFields = [
  'row',
  'byteStart',
  'byteEnd',
  'turn',
  'chars',
  'modelProbability',
  'probability',
  'pValue',
  'cluster',
  'digest',
] as const;
type NumberField = (typeof numberFields)[number];
type Rest = Omit<SampleRecord, NumberField | 'posterior' | 'opening'>;

export function packRecords(records: readonly SampleRecord[]): PackedRecords {
  const numbers = new Float64Array(records.length * numberFields.length);
  const others = new Uint32Array(records.length * 2);
  const rests: Rest[] = [];
  const known = new Map<string, number>();
  let at = 0;
  records.forEach((record, i) => {
    for (const field of numberFields) numbers[at++] = record[field] ?? NaN;
    const rest = restOf(record);
    const key = JSON.stringify(rest);
    const index = known.get(key) ?? rests.push(rest) - 1;
    known.set(key, index);
    others.set([record.posterior.length, index], i * 2);
  });
  return {
    numbers,
    posteriors: Uint16Array.from(records.flatMap(({ posterior }) => posterior)),
    openings: records.map(({ opening }) => opening),
    others,
    rests,
  };
}

function restOf(record: SampleRecord): Rest {
  const { role, lang, verdict, family, model, flags, skipped, problem, textId } = record;
  return { role, lang, verdict, family, model, flags, skipped, problem, textId };
}

/** What may be moved instead of copied. */
export function buffersOf({ numbers, posteriors, others }: PackedRecords): ArrayBuffer[] {
  return [numbers.buffer, posteriors.buffer, others.buffer];
}

export function unpackRecords(packed: PackedRecords): SampleRecord[] {
  const { numbers, posteriors, openings, others, rests } = packed;
  let at = 0;
  let share = 0;
  return openings.map((opening, i) => {
    const shareEnd = share + others[i * 2]!;
    const posterior: number[] = [];
    while (share < shareEnd) posterior.push(posteriors[share++]!);
    const record: Record<string, unknown> = { ...rests[others[i * 2 + 1]!]!, posterior, opening };
    for (const field of numberFields) {
      const value = numbers[at++]!;
      record[field] = Number.isNaN(value) ? null : value;
    }
    return record as unknown as SampleRecord;
  });
}

/** Told apart from what else a worker answers. */
export function isPacked(result: object): result is PackedRecords {
  return 'rests' in result;
}
