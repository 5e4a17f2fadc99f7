/** What a scan finds out about one sample; the rows of every report are made of it. */

import type {
  DuplicateCode,
  Flag,
  SampleView,
  SkipReason,
  VerdictKind,
} from '../../protocol/views.ts';
import { basisPointsPerUnit } from '../engine/numbers.ts';
import type { PartKey } from '../samples/part-columns.ts';

export interface SampleRecord {
  /** Number of its row, and the line where that begins, both from 1; null where a file has no lines. */
  row: number;
  line: number | null;
  turn: number | null;
  role: string | null;
  chars: number;
  lang: string | null;
  verdict: VerdictKind;
  family: string | null;
  model: string | null;
  modelProbability: number | null;
  probability: number | null;
  /** Of texts rightly found closest to the family, the share that stands out as little or less. */
  typicality: number | null;
  pValue: number | null;
  /** Probability per family in 1/10,000, in the profile's order; empty when skipped. */
  posterior: readonly number[];
  /** What the text is made of (engine/texture.ts); empty when skipped. */
  texture: readonly number[];
  flags: Flag[];
  /** The families that the text says it is by; mostly none. */
  claims: readonly string[];
  skipped: SkipReason | null;
  problem: string | null;
  /** How the text begins, as it is there. */
  opening: string;
  /** Hash of the prompt, else of the text: samples that share it are not independent. */
  cluster: number;
  /** What parts of the dataset the row says it belongs to. */
  parts: readonly PartKey[];
  /** Names the text in suppressions, and tells equal texts: rows move, texts stay. Null: no text. */
  textId: string | null;
  /** By which nearly equal texts are told (engine/sketch.ts); empty without a text. */
  sketch: Uint32Array;
}

const noSketch = new Uint32Array();

/** A row that holds no sample that could be judged. */
export function unreadRow(
  place: Pick<SampleRecord, 'row' | 'line'>,
  reason: SkipReason,
  problem: string,
): SampleRecord {
  return {
    row: place.row,
    line: place.line,
    turn: null,
    role: null,
    chars: 0,
    lang: null,
    verdict: 'unknown',
    family: null,
    model: null,
    modelProbability: null,
    probability: null,
    typicality: null,
    pValue: null,
    posterior: [],
    texture: [],
    flags: [],
    claims: [],
    skipped: reason,
    problem,
    opening: '',
    cluster: 0,
    parts: [],
    textId: null,
    sketch: noSketch,
  };
}

/** `q`: of the record's p-value over the whole file, null while that is not known. */
export function toSampleView(
  record: SampleRecord,
  families: readonly string[],
  q: number | null,
): SampleView {
  return {
    row: record.row,
    line: record.line,
    turn: record.turn,
    role: record.role,
    chars: record.chars,
    lang: record.lang,
    verdict: record.verdict,
    family: record.family,
    model: record.model,
    modelProbability: record.modelProbability,
    probability: record.probability,
    typicality: record.typicality,
    q,
    families: probabilitiesOf(record, families),
    flags: record.flags,
    skipped: record.skipped,
    problem: record.problem,
    preview: previewOf(record.opening),
  };
}

/** Probability of every family by its name; empty when skipped. */
export function probabilitiesOf(
  { posterior }: Pick<SampleRecord, 'posterior'>,
  families: readonly string[],
): Record<string, number> {
  return Object.fromEntries(
    posterior.map((points, k) => [families[k]!, points / basisPointsPerUnit]),
  );
}

const previewChars = 160;
/** Beyond what is shown, for the blanks that will go. */
export const openingChars = previewChars + 80;

function previewOf(opening: string): string {
  const shown = opening.replace(/\s+/g, ' ').trim();
  // Not through the middle of a character outside the basic plane.
  return shown.length <= previewChars ? shown : shown.slice(0, previewChars).toWellFormed();
}

/** Rows that could not be read are worth a look; blank lines, short and foreign texts are not. */
const quietReasons: ReadonlySet<SkipReason> = new Set(['blank', 'too-short', 'language']);

export function isUnreadable({ skipped }: Pick<SampleRecord, 'skipped'>): boolean {
  return skipped !== null && !quietReasons.has(skipped);
}

/** Stable codes of what is to be said about a sample: `match`, its flags, why it was not read, or which
 *  of the samples before it it repeats. */
export type FindingCode = 'match' | Flag | SkipReason | DuplicateCode;

/** All but copies, which no record knows of by itself. */
export function findingCodes(
  record: Pick<SampleRecord, 'verdict' | 'flags' | 'skipped'>,
): FindingCode[] {
  const codes: FindingCode[] = record.verdict === 'match' ? ['match'] : [];
  codes.push(...record.flags);
  if (record.skipped !== null && isUnreadable(record)) codes.push(record.skipped);
  return codes;
}
