/** What an audit comes to, file by file: its reports, and its exit status. */

import type { AuditView, ProfileView } from '../../protocol/views.ts';
import type { ReportWriter } from '../report/report-writer.ts';
import type { ReportRun } from '../report/report.ts';
import type { RunTotal } from '../scan/run-total.ts';
import type { SharedTexts } from '../scan/shared-texts.ts';
import type { AuditFrame, AuditSummary } from '../scan/summary.ts';
import { version } from '../version.ts';
import type { AuditArgs } from './args.ts';
import { complain } from './complain.ts';
import { type ExitCode, exitCodes } from './exit-codes.ts';
import { breaksRule, type FailRule } from './fail-on.ts';

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

/** What all its reports begin with. */
export function runOf(
  { field, maxRows, seed }: Pick<AuditArgs, 'field' | 'maxRows' | 'seed'>,
  profile: ProfileView,
  baseFolder: string,
): ReportRun {
  const settings = { field, maxRows: Number.isFinite(maxRows) ? maxRows : null };
  return { profile, settings, seed, toolVersion: version, baseFolder };
}

export function addProblem(problem: string, reports: ReportWriter, outcome: Outcome): void {
  complain(problem);
  reports.addTrouble(problem);
  outcome.problems++;
}

interface Ending {
  readonly reports: ReportWriter;
  /** What files have in common. */
  readonly shared: SharedTexts;
  /** Of all files together. */
  readonly total: RunTotal;
  readonly failOn: readonly FailRule[];
}

/** All that is to be known of the file is in its summary. */
export async function endFile(
  { summary, frame }: { readonly summary: AuditSummary; readonly frame: AuditFrame },
  { reports, shared, total, failOn }: Ending,
  outcome: Outcome,
): Promise<void> {
  let view: AuditView | null = null;
  // Estimating shares takes a moment, and lines per sample need none.
  const audit = (): AuditView => (view ??= summary.toView(frame));
  await reports.endFile(audit, summary.qValues());
  shared.add(frame.path, summary.samples, summary.texts);
  total.add(summary.sums());
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
