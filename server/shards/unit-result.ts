/** What is known of a unit that was done. That the file is there and unharmed says that it was. */

import { join } from 'node:path';
import type { SummaryState } from '../scan/summary.ts';
import type { AgreedPlan } from './agree-on-plan.ts';
import { isUnharmed } from './sample-file.ts';
import { readSealed, writeSealed } from './sealed-file.ts';

export interface UnitResult {
  readonly plan: string;
  readonly unit: number;
  readonly summary: SummaryState;
  /** Entries of the baseline that are of the past; null if there is none or nobody can know. */
  readonly stale: number | null;
  /** Why the file could not be read to its end, if so. */
  readonly problem: string | null;
  /** Of the file with the samples; null if they are not kept. */
  readonly samples: string | null;
}

const resultKind = 'teacherprint unit';

export function writeResult(folder: string, result: UnitResult): Promise<void> {
  return writeSealed(unitFile(folder, result.unit, 'json.zst'), resultKind, result);
}

/** Null if the unit is to be done, for the first time or again. */
export async function readResult(
  folder: string,
  { plan, id }: AgreedPlan,
  unit: number,
): Promise<UnitResult | null> {
  const read = await readSealed(unitFile(folder, unit, 'json.zst'), resultKind);
  if (read.kind !== 'content') return null;
  // Written by this version, as its seal says.
  const result = read.content as UnitResult;
  if (result.plan !== id || result.unit !== unit) return null;
  return (result.samples !== null) === plan.keepsSamples ? result : null;
}

/** Whether nothing of it was lost, its samples included, and nothing is left to be read. */
export async function isDone(folder: string, plan: AgreedPlan, unit: number): Promise<boolean> {
  const result = await readResult(folder, plan, unit);
  if (result === null || result.problem !== null) return false;
  return result.samples === null || isUnharmed(samplesFile(folder, unit), result.samples);
}

export function samplesFile(folder: string, unit: number): string {
  return unitFile(folder, unit, 'samples');
}

function unitFile(folder: string, unit: number, ending: string): string {
  return join(folder, 'units', `${String(unit).padStart(6, '0')}.${ending}`);
}
