/** What an audit comes to, file by file: its reports, and its exit status. */

import type { AuditView } from '../../protocol/views.ts';
import type { AuditFrame, AuditSummary } from '../scan/summary.ts';
import { complain } from './complain.ts';
import { type ExitCode, exitCodes } from './exit-codes.ts';
import { breaksRule, type FailRule } from './fail-on.ts';
import type { ReportWriter } from './report-writer.ts';

/** What the exit status is made of. */
export interface Outcome {
  analysed: number;
  /** Datasets that were not read, or not as they are now. */
  problems: number;
  breaksRule: boolean;
}

export function emptyOutcome(): Outcome {
  return { analysed: 0, problems: 0, breaksRule: false };
}

export function addProblem(outcome: Outcome, problem: string): void {
  complain(problem);
  outcome.problems++;
}

/** All that is to be known of the file is in its summary. */
export async function endFile(
  { summary, frame }: { readonly summary: AuditSummary; readonly frame: AuditFrame },
  { reports, failOn }: { readonly reports: ReportWriter; readonly failOn: readonly FailRule[] },
  outcome: Outcome,
): Promise<void> {
  let view: AuditView | null = null;
  // Estimating shares takes a moment, and lines per sample need none.
  const audit = (): AuditView => (view ??= summary.toView(frame));
  await reports.endFile(audit, summary.qValues());
  outcome.analysed += summary.analysed;
  outcome.breaksRule ||= failOn.some((rule) => breaksRule(audit, summary.open(), rule));
}

export function exitCodeOf(outcome: Outcome, signal: AbortSignal): ExitCode {
  if (signal.aborted) return exitCodes.cancelled;
  if (outcome.breaksRule) return exitCodes.findings;
  // Other files were audited, but a build that relies on all of them must hear of it.
  if (outcome.problems > 0) return exitCodes.usage;
  return outcome.analysed === 0 ? exitCodes.nothingAnalyzed : exitCodes.clean;
}
