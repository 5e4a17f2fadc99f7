/** Results of units → the summary of their file. */

import { AuditSummary, type SummaryOptions } from '../scan/summary.ts';
import type { SampleRecord } from '../scan/record.ts';
import type { AgreedPlan } from './agree-on-plan.ts';
import { fileOf } from './plan.ts';
import { readSamples } from './sample-file.ts';
import { readResult, samplesFile } from './unit-result.ts';

export interface MergedFile {
  readonly summary: AuditSummary;
  /** Why the file could not be read to its end, if so. */
  readonly problem: string | null;
}

/** Units that have no result that counts. */
export async function missingUnits(folder: string, agreed: AgreedPlan): Promise<number[]> {
  const missing: number[] = [];
  for (const unit of agreed.plan.units.keys()) {
    if ((await readResult(folder, agreed, unit)) === null) missing.push(unit);
  }
  return missing;
}

/** `units`: all of one file, in its order, each with a result. */
export async function mergeFile(
  folder: string,
  agreed: AgreedPlan,
  units: readonly number[],
  options: Omit<SummaryOptions, 'known'>,
): Promise<MergedFile> {
  let problem: string | null = null;
  let stale: number | null = null;
  const known = { isKnown: () => false, stale: () => stale };
  const { baseline } = fileOf(agreed.plan, agreed.plan.units[units[0]!]!);
  const summary = new AuditSummary({ ...options, known: baseline === null ? null : known });
  for (const unit of units) {
    const result = await readResult(folder, agreed, unit);
    if (result === null) throw new Error('every unit has a result');
    summary.merge(result.summary);
    problem ??= result.problem;
    stale = result.stale;
  }
  return { summary, problem };
}

/** Of these units, some hundred at a time. Throws a `UserError` if some of them are lost. */
export async function* samplesOf(
  folder: string,
  agreed: AgreedPlan,
  units: readonly number[],
): AsyncGenerator<SampleRecord[]> {
  for (const unit of units) {
    const sha256 = (await readResult(folder, agreed, unit))?.samples;
    if (sha256 == null) throw new Error('the run keeps samples');
    yield* readSamples(samplesFile(folder, unit), sha256);
  }
}
