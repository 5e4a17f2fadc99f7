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
  readonly sketches: Uint32Array<ArrayBuffer>;
  readonly openings: readonly string[];
  readonly textIds: readonly (string | null)[];
  /** Of each record, what parts it belongs to, as JSON; the same few for many. */
  readonly parts: readonly string[];
  /** Per record: how many numbers of the posteriors, of the textures and of the sketches are its own, and
   *  which of the rests is. */
  readonly others: Uint32Array<ArrayBuffer>;
  /** What is the same for many records, and here once. */
  readonly rests: readonly Rest[];
}

/** In the order in which they are unpacked. */
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
] as const;
type NumberField = (typeof numberFields)[number];
type Rest = Omit<
  SampleRecord,
  NumberField | 'posterior' | 'texture' | 'sketch' | 'opening' | 'textId' | 'parts'
>;

const othersPerRecord = 4;

export function packRecords(records: readonly SampleRecord[]): PackedRecords {
  const numbers = new Float64Array(records.length * numberFields.length);
  const others = new Uint32Array(records.length * othersPerRecord);
  const rests: Rest[] = [];
  const indexOf = createRestIndex(rests);
  let at = 0;
  records.forEach((record, i) => {
    for (const field of numberFields) numbers[at++] = record[field] ?? NaN;
    const index = indexOf(record);
    const { posterior, texture, sketch } = record;
    others.set([posterior.length, texture.length, sketch.length, index], i * othersPerRecord);
  });
  return {
    numbers,
    posteriors: Uint16Array.from(records.flatMap(({ posterior }) => posterior)),
    textures: Uint32Array.from(records.flatMap(({ texture }) => texture)),
    sketches: joined(records.map(({ sketch }) => sketch)),
    openings: records.map(({ opening }) => opening),
    textIds: records.map(({ textId }) => textId),
    parts: records.map(({ parts }) => (parts.length === 0 ? '' : JSON.stringify(parts))),
    others,
    rests,
  };
}

function joined(sketches: readonly Uint32Array[]): Uint32Array<ArrayBuffer> {
  const column = new Uint32Array(sketches.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const sketch of sketches) {
    column.set(sketch, at);
    at += sketch.length;
  }
  return column;
}

/** Finds the rest of a record among the known ones, or adds it to them. */
function createRestIndex(rests: Rest[]): (record: SampleRecord) => number {
  const known = new Map<string, number>();
  return (record) => {
    const last = rests.length - 1;
    // Broken rows come in thousands.
    if (record.skipped !== null && last >= 0 && isSkippedAlike(record, rests[last]!)) return last;
    const rest = restOf(record);
    const key = JSON.stringify(rest);
    const index = known.get(key) ?? rests.push(rest) - 1;
    known.set(key, index);
    return index;
  };
}

function isSkippedAlike(a: SampleRecord, b: Rest): boolean {
  const isBare = a.flags.length + a.claims.length + b.flags.length + b.claims.length === 0;
  return (
    isBare &&
    a.skipped === b.skipped &&
    a.problem === b.problem &&
    a.role === b.role &&
    a.lang === b.lang &&
    a.verdict === b.verdict &&
    a.family === b.family &&
    a.model === b.model
  );
}

function restOf(record: SampleRecord): Rest {
  const { role, lang, verdict, family, model, flags, claims, skipped, problem } = record;
  return { role, lang, verdict, family, model, flags, claims, skipped, problem };
}

/** What may be moved instead of copied. */
export function buffersOf(packed: PackedRecords): ArrayBuffer[] {
  const { numbers, posteriors, textures, sketches, others } = packed;
  return [numbers, posteriors, textures, sketches, others].map(({ buffer }) => buffer);
}

export function unpackRecords(packed: PackedRecords): SampleRecord[] {
  const { numbers, posteriors, textures, sketches, openings, textIds, others, rests } = packed;
  const known = new Map<string, readonly PartKey[]>([['', []]]);
  const partsAt = (i: number): readonly PartKey[] => {
    const text = packed.parts[i]!;
    let parts = known.get(text);
    if (parts === undefined) known.set(text, (parts = JSON.parse(text) as PartKey[]));
    return parts;
  };
  let posteriorAt = 0;
  let textureAt = 0;
  let sketchAt = 0;
  return openings.map((opening, i): SampleRecord => {
    const at = i * numberFields.length;
    const own = i * othersPerRecord;
    // One literal for all: objects that are put together field by field take several times the room.
    return {
      ...rests[others[own + 3]!]!,
      row: numbers[at]!,
      line: orNull(numbers[at + 1]!),
      turn: orNull(numbers[at + 2]!),
      chars: numbers[at + 3]!,
      modelProbability: orNull(numbers[at + 4]!),
      probability: orNull(numbers[at + 5]!),
      typicality: orNull(numbers[at + 6]!),
      pValue: orNull(numbers[at + 7]!),
      cluster: numbers[at + 8]!,
      posterior: part(posteriors, posteriorAt, (posteriorAt += others[own]!)),
      texture: part(textures, textureAt, (textureAt += others[own + 1]!)),
      sketch: sketches.subarray(sketchAt, (sketchAt += others[own + 2]!)),
      opening,
      textId: textIds[i]!,
      parts: partsAt(i),
    };
  });
}

function orNull(value: number): number | null {
  return Number.isNaN(value) ? null : value;
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
