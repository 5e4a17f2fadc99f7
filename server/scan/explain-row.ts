/** One sample with the reasons for its verdict. */

import type { EvidenceView, ExplanationView } from '../../protocol/views.ts';
import { readRows } from '../dataset/jsonl.ts';
import type { LineBatch } from '../dataset/lines.ts';
import type { RowPlace } from '../dataset/row.ts';
import { UserError } from '../dataset/user-error.ts';
import type { Analyzer } from '../engine/analyzer.ts';
import type { Calibration, Profile } from '../engine/profile.ts';
import { findLeaks } from '../engine/leakage.ts';
import { extractSamples } from '../samples/extract-samples.ts';
import type { FieldMapping } from '../samples/field.ts';
import type { Sample } from '../samples/sample.ts';
import { judgeSample } from './judge-rows.ts';
import { toSampleView } from './record.ts';

/** `batch`: of one row. `turn` null: its first sample. Throws a `UserError` if there is none. */
export async function explainRow(
  batch: LineBatch,
  mapping: FieldMapping,
  turn: number | null,
  analyzer: Analyzer,
): Promise<ExplanationView> {
  const [outcome] = readRows(batch);
  if (outcome === undefined) throw new UserError('there is no such row');
  if (outcome.kind === 'problem') throw new UserError(outcome.message);
  const extraction = extractSamples(outcome.value, mapping);
  if (extraction.kind === 'problem') throw new UserError(extraction.message);
  const sample =
    turn === null
      ? extraction.samples[0]
      : extraction.samples.find((candidate) => candidate.turn === turn);
  if (sample === undefined) {
    throw new UserError(`turn ${turn} holds no text that a model wrote`);
  }
  return explainSample(outcome, sample, analyzer);
}

/** A text that belongs to no file. */
export function explainText(text: string, analyzer: Analyzer): Promise<ExplanationView> {
  return explainSample(
    { row: 1, line: 1 },
    { turn: null, role: null, text, prompt: null },
    analyzer,
  );
}

async function explainSample(
  { row, line }: Pick<RowPlace, 'row' | 'line'>,
  sample: Pick<Sample, 'turn' | 'role' | 'text' | 'prompt'>,
  analyzer: Analyzer,
): Promise<ExplanationView> {
  const { text } = sample;
  const record = await judgeSample({ row, line, parts: [] }, sample, analyzer);
  const explanation = record.skipped === null ? analyzer.explain(text) : null;
  return {
    sample: toSampleView(record, analyzer.profile.families, null),
    text,
    analysedChars: explanation?.analysedChars ?? 0,
    evidence: (explanation?.evidence ?? []).map((evidence): EvidenceView => ({
      ...evidence,
      text: text.slice(evidence.start, evidence.end),
    })),
    nearest: explanation?.nearest ?? [],
    leaks: findLeaks(text),
    against: explanation?.against ?? null,
    errorRate: errorRateOf(record.verdict, analyzer.profile),
  };
}

const heldOutWords: Record<Calibration['heldOut'], string> = {
  sources: 'on sources that the profile never saw',
  prompts:
    'on new prompts of the kinds of text that the profile learned from, and of no other kind',
  references: 'on prompts that the matched references do not answer',
};

function errorRateOf(verdict: string, { calibration, minimumChars }: Profile): string {
  const { right, calls } = calibration.matchPrecision;
  const threshold = Math.min(...calibration.matchThreshold);
  switch (verdict) {
    case 'match':
      return `Of ${calls} texts called like this ${heldOutWords[calibration.heldOut]}, ${right} were right.`;
    case 'too-short':
      return `Texts under ${minimumChars} characters are not judged.`;
    default:
      return (
        `Not a match: that takes a calibrated probability of ${threshold} and experts that agree. ` +
        `The family named here is only the closest ${calibration.heldOut === 'references' ? 'of the matched references' : 'known one'}.`
      );
  }
}
