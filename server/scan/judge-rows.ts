/** Bytes of rows → records. The one way from a row to a verdict, for the editor and the terminal. */

import { hash } from 'node:crypto';
import type { RowOutcome } from '../dataset/row.ts';
import type { LineBatch } from '../dataset/lines.ts';
import { readRows } from '../dataset/jsonl.ts';
import type { Analyzer } from '../engine/analyzer.ts';
import { hashText } from '../engine/hash.ts';
import { tooShort } from '../engine/decide.ts';
import type { Judgement } from '../engine/judgement.ts';
import { findLeaks } from '../engine/leakage.ts';
import { sketchOf } from '../engine/sketch.ts';
import { extractSamples } from '../samples/extract-samples.ts';
import type { FieldMapping } from '../samples/field.ts';
import { detectLanguage } from '../samples/language.ts';
import { type PartKey, partsOf } from '../samples/part-columns.ts';
import type { Sample } from '../samples/sample.ts';
import type { SkipReason } from '../../protocol/views.ts';
import { copyUnits } from './copy-units.ts';
import { openingChars, type SampleRecord, unreadRow } from './record.ts';

export interface RowReading {
  /** Where the texts are; null: no row has any. */
  readonly mapping: FieldMapping | null;
  /** Columns that say what part of the dataset a row belongs to; null: the conventional ones. */
  readonly by: readonly string[] | null;
}

/** Every row gives at least one record, in the order of the file. */
export async function judgeRows(
  batch: LineBatch,
  { mapping, by }: RowReading,
  analyzer: Analyzer,
  onRowDone: () => void,
): Promise<SampleRecord[]> {
  const records: SampleRecord[] = [];
  for (const row of readRows(batch)) {
    const samples = samplesOf(row, mapping);
    if (Array.isArray(samples)) {
      const place = { row: row.row, line: row.line, parts: partsOfRow(row, by) };
      for (const sample of samples) records.push(await judgeSample(place, sample, analyzer));
    } else records.push(samples);
    onRowDone();
  }
  return records;
}

function partsOfRow(row: RowOutcome, by: readonly string[] | null): readonly PartKey[] {
  return row.kind === 'row' ? partsOf(row.value, by) : [];
}

/** The row's samples, or the one record that says why it has none. */
function samplesOf(row: RowOutcome, mapping: FieldMapping | null): Sample[] | SampleRecord {
  if (row.kind === 'problem') return unreadRow(row, row.reason, row.message);
  if (mapping === null) return unreadRow(row, 'no-text', 'no field of this row holds a text');
  const extraction = extractSamples(row.value, mapping);
  if (extraction.kind === 'samples') return extraction.samples;
  return unreadRow(row, extraction.reason, extraction.message);
}

/** Where a sample stands; a text that belongs to no file stands in row 1. */
type Place = Pick<SampleRecord, 'row' | 'line' | 'parts'>;

export async function judgeSample(
  place: Place,
  sample: Pick<Sample, 'turn' | 'role' | 'text' | 'prompt'>,
  analyzer: Analyzer,
): Promise<SampleRecord> {
  const { text } = sample;
  const leaks = findLeaks(text);
  const flags = [...new Set(leaks.map((leak) => leak.flag))];
  const claims = [...new Set(leaks.flatMap((leak) => leak.claims ?? []))];
  const lang = await detectLanguage(text);
  const isForeign = lang !== null && !analyzer.profile.languages.includes(lang);
  const judgement: Judgement = isForeign ? foreign : analyzer.judge(text);
  const skipped = isForeign ? 'language' : judgement.verdict === 'too-short' ? 'too-short' : null;
  return {
    row: place.row,
    line: place.line,
    parts: place.parts,
    turn: sample.turn,
    role: sample.role,
    chars: text.length,
    lang,
    ...judgement,
    flags,
    claims,
    skipped,
    problem: skipped === null ? null : problemOf(skipped, lang, text, analyzer),
    opening: text.slice(0, openingChars),
    cluster: hashText(sample.prompt ?? text),
    textId: textIdOf(text),
    sketch: sketchOf(unitsOf(text)),
  };
}

/** For all texts but very long ones. */
const room = new Uint16Array(1 << 16);

/** UTF-16 units, until they are asked for again. */
export function unitsOf(text: string): Uint16Array {
  const units = text.length <= room.length ? room : new Uint16Array(text.length);
  copyUnits(text, units);
  return units.subarray(0, text.length);
}

/** A language that the profile has not learned is not guessed at. */
const foreign: Judgement = { ...tooShort, verdict: 'unknown' };

function problemOf(
  reason: SkipReason,
  lang: string | null,
  text: string,
  { profile }: Analyzer,
): string {
  if (reason === 'too-short') {
    return `${text.trim().length} characters; the profile says nothing about texts under ${profile.minimumChars}`;
  }
  return `written in "${lang}"; the profile knows ${profile.languages.join(', ')}`;
}

export function textIdOf(text: string): string {
  return hash('sha256', text).slice(0, 16);
}
