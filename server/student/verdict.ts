/** What may be said of one teacher. The thresholds are measured: docs/evaluation-students.md. */

import type { StudentReason, StudentVerdict } from '../../protocol/student.ts';

const fewestPrompts = 100;
/** So that the first of all places is rarer than one in twenty. */
const fewestDecoys = 19;
const alpha = 0.05;
/** Below, decoys stand so high now and then. */
const weakZ = 3;

/** Of ever more decoys, what z has to be at least. */
const leastZ = 3;
/** What is usual is known less well of few decoys. */
const allowance = 60;
/** A model of which no kin is among the decoys stands out, whoever taught it. A control is kin, and tells. */
const leastAlone = 6;

/**
 * What z must exceed. `highest`: z of the decoy that stands highest for any of the teachers. A model without a
 * teacher stands above it once in decoys + 1 audits, if it could as well have been one of the decoys: the maximum
 * over teachers makes up for asking about many (Westfall and Young 1993).
 */
export function thresholdFor(decoys: number, highest: number, hasControl: boolean): number {
  return Math.max(leastZ + allowance / decoys, highest, hasControl ? 0 : leastAlone);
}

export interface Findings {
  readonly prompts: number;
  readonly decoys: number;
  readonly z: number;
  readonly threshold: number;
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
  const { prompts, decoys, z, threshold, rank, holm, controlZ, isSameVendor } = findings;
  const inconclusive = (
    reason: StudentReason,
  ): { verdict: StudentVerdict; reason: StudentReason } => ({ verdict: 'inconclusive', reason });
  if (prompts < fewestPrompts) return inconclusive('few-prompts');
  if (decoys < fewestDecoys) return inconclusive('few-decoys');
  if (z < weakZ) return { verdict: 'no-evidence', reason: 'usual' };
  if (isSameVendor) return inconclusive('same-vendor');
  if (z <= threshold || rank > alpha) {
    return inconclusive(controlZ === null ? 'needs-control' : 'weak');
  }
  if (controlZ !== null && (controlZ > threshold || holm > alpha)) {
    return inconclusive('control-too');
  }
  return { verdict: 'consistent', reason: null };
}
