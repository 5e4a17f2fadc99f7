/**
 * Records on their way from one thread to another. Copying hundreds of objects would cost their receiver
 * more than all else that it does with them; a few columns are moved at once.
 */

import type { PartKey } from '../samples/part-columns.ts';
import type { SampleRecord } from './record.ts';

export interface PackedRecords {
  /** The numbers of all records, one record after the other; NaN stands for null. */
  readonly numbers: Float64Array<ArrayBuffer>;
  /** The posteriors, likewise. */
  readonly posteriors: Uint16Array<ArrayBuffer>;
  readonly textures: Uint32Array<ArrayBuffer>;
  readonly openings: readonly string[];
  /** Of each record, what parts it belongs to, as JSON; the same few for many. */
  readonly parts: readonly string[];
  /** Per record: how many numbers of the posteriors and of the textures are its own, and which of the rests
   *  is. */
  readonly others: Uint32Array<ArrayBuffer>;
  /** What is the same for many records, and here once. */
  readonly rests: readonly Rest[];
}

const numberFields = [
  'row',
  'line',
  'turn',
  'chars',
  'modelProbability',
  'probability',
  'typicality',
  'pValue',
  'cluster',
  'digest',
] as const;
type NumberField = (typeof numberFields)[number];
type Rest = Omit<SampleRecord, NumberField | 'posterior' | 'texture' | 'opening' | 'parts'>;

const othersPerRecord = 3;

export function packRecords(records: readonly SampleRecord[]): PackedRecords {
  const numbers = new Float64Array(records.length * numberFields.length);
  const others = new Uint32Array(records.length * othersPerRecord);
  const rests: Rest[] = [];
  const known = new Map<string, number>();
  let at = 0;
  records.forEach((record, i) => {
    for (const field of numberFields) numbers[at++] = record[field] ?? NaN;
    const rest = restOf(record);
    const key = JSON.stringify(rest);
    const index = known.get(key) ?? rests.push(rest) - 1;
    known.set(key, index);
    others.set([record.posterior.length, record.texture.length, index], i * othersPerRecord);
  });
  return {
    numbers,
    posteriors: Uint16Array.from(records.flatMap(({ posterior }) => posterior)),
    textures: Uint32Array.from(records.flatMap(({ texture }) => texture)),
    openings: records.map(({ opening }) => opening),
    parts: records.map(({ parts }) => (parts.length === 0 ? '' : JSON.stringify(parts))),
    others,
    rests,
  };
}

function restOf(record: SampleRecord): Rest {
  const { role, lang, verdict, family, model, flags, skipped, problem, textId } = record;
  return { role, lang, verdict, family, model, flags, skipped, problem, textId };
}

/** What may be moved instead of copied. */
export function buffersOf(packed: PackedRecords): ArrayBuffer[] {
  const { numbers, posteriors, textures, others } = packed;
  return [numbers.buffer, posteriors.buffer, textures.buffer, others.buffer];
}

export function unpackRecords(packed: PackedRecords): SampleRecord[] {
  const { numbers, posteriors, textures, openings, others, rests } = packed;
  const known = new Map<string, readonly PartKey[]>([['', []]]);
  const partsAt = (i: number): readonly PartKey[] => {
    const text = packed.parts[i]!;
    let parts = known.get(text);
    if (parts === undefined) known.set(text, (parts = JSON.parse(text) as PartKey[]));
    return parts;
  };
  let at = 0;
  let posteriorAt = 0;
  let textureAt = 0;
  return openings.map((opening, i) => {
    const own = i * othersPerRecord;
    const posterior = part(posteriors, posteriorAt, (posteriorAt += others[own]!));
    const texture = part(textures, textureAt, (textureAt += others[own + 1]!));
    const rest = rests[others[own + 2]!]!;
    const parts = partsAt(i);
    const record: Record<string, unknown> = { ...rest, posterior, texture, opening, parts };
    for (const field of numberFields) {
      const value = numbers[at++]!;
      record[field] = Number.isNaN(value) ? null : value;
    }
    return record as unknown as SampleRecord;
  });
}

/** In place of a spread, which asks an iterator for every number. */
function part(column: Uint16Array | Uint32Array, from: number, to: number): number[] {
  const numbers: number[] = [];
  for (let at = from; at < to; at++) numbers.push(column[at]!);
  return numbers;
}

/** Told apart from what else a worker answers. */
export function isPacked(result: object): result is PackedRecords {
  return 'rests' in result;
}
