/** What may be said of one teacher. The thresholds are measured: docs/evaluation-students.md. */

import type { StudentReason, StudentVerdict } from '../../protocol/student.ts';

const fewestPrompts = 100;
/** So that the first of all places is rarer than one in twenty. */
const fewestDecoys = 19;
const alpha = 0.05;
/** Below, decoys stand so high now and then. */
const weakZ = 3;

/** Of models without a teacher, two in a hundred at most reach it, on either source of the evaluation. */
export const threshold = 6;

export interface Findings {
  readonly prompts: number;
  readonly decoys: number;
  readonly z: number;
  readonly rank: number;
  readonly holm: number;
  /** z of the control; null: there is none. */
  readonly controlZ: number | null;
  readonly isSameVendor: boolean;
}

export function verdictOn(findings: Findings): {
  verdict: StudentVerdict;
  reason: StudentReason | null;
} {
  const { prompts, decoys, z, rank, holm, controlZ, isSameVendor } = findings;
  const inconclusive = (
    reason: StudentReason,
  ): { verdict: StudentVerdict; reason: StudentReason } => ({ verdict: 'inconclusive', reason });
  if (prompts < fewestPrompts) return inconclusive('few-prompts');
  if (decoys < fewestDecoys) return inconclusive('few-decoys');
  if (z < weakZ) return { verdict: 'no-evidence', reason: 'usual' };
  if (isSameVendor) return inconclusive('same-vendor');
  if (z < threshold || rank > alpha) {
    return inconclusive(controlZ === null ? 'needs-control' : 'weak');
  }
  if (controlZ !== null && (controlZ >= threshold || holm > alpha)) {
    return inconclusive('control-too');
  }
  return { verdict: 'consistent', reason: null };
}
