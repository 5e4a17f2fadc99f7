/** `teacherprint audit`: every dataset scanned once, every report written from that. */

import { cpus } from 'node:os';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { AuditView, ProfileView } from '../../protocol/views.ts';
import type { ByteSource } from '../dataset/byte-source.ts';
import { UserError } from '../dataset/user-error.ts';
import { workerFile } from '../locations.ts';
import { ReportWriter } from '../report/report-writer.ts';
import type { IsSuppressed, ReportRun } from '../report/report.ts';
import { refuseToReplace } from '../report/sink.ts';
import { loadProfile, type LoadedProfile } from '../scan/load-profile.ts';
import { createWorkerPool, type WorkerPool } from '../scan/pool.ts';
import { scanDataset, type ScannedPart } from '../scan/scan-dataset.ts';
import { AuditSummary } from '../scan/summary.ts';
import { readDatasetConfig } from '../settings/config-file.ts';
import { version } from '../version.ts';
import type { AuditArgs } from './args.ts';
import { complain } from './complain.ts';
import { type ExitCode, exitCodes } from './exit-codes.ts';
import { breaksRule } from './fail-on.ts';
import { openInputs } from './inputs.ts';
import { openOutput } from './output.ts';
import { createProgress, noProgress } from './progress.ts';

interface Run {
  readonly args: AuditArgs;
  readonly loaded: LoadedProfile;
  readonly pool: WorkerPool;
  readonly reports: ReportWriter;
  readonly signal: AbortSignal;
}

/** What the exit status is made of. */
interface Outcome {
  analysed: number;
  /** Datasets that were not read, or not as they are now. */
  problems: number;
  breaksRule: boolean;
}

export async function runAudit(args: AuditArgs, signal: AbortSignal): Promise<ExitCode> {
  const loaded = loadProfile(args.profile);
  const reports = await ReportWriter.open(runOf(args, loaded.view), args.outputs.map(openOutput));
  const workers = Math.min(args.jobs, cpus().length * 4);
  const pool = createWorkerPool({ profile: loaded.bytes, workers, workerFile });
  const outcome: Outcome = { analysed: 0, problems: 0, breaksRule: false };
  try {
    for await (const input of openInputs(args.paths)) {
      if (signal.aborted) break;
      if ('problem' in input) report(input.problem, reports, outcome);
      else await auditSource(input, { args, loaded, pool, reports, signal }, outcome);
    }
    (await reports.finish()).forEach(complain);
    return exitCodeOf(outcome, signal);
  } finally {
    await reports.close();
    await pool.close();
  }
}

function runOf({ field, maxRows, seed }: AuditArgs, profile: ProfileView): ReportRun {
  const settings = { field, maxRows: Number.isFinite(maxRows) ? maxRows : null };
  return { profile, settings, seed, toolVersion: version, baseFolder: process.cwd() };
}

function report(problem: string, reports: ReportWriter, outcome: Outcome): void {
  complain(problem);
  reports.addTrouble(problem);
  outcome.problems++;
}

async function auditSource(source: ByteSource, run: Run, outcome: Outcome): Promise<void> {
  const { args, loaded, reports, signal } = run;
  const path = resolve(source.name);
  refuseToReplace(source.name, 'audited', args.outputs);
  const config = await readDatasetConfig(path);
  config.problems.forEach(complain);
  const isSuppressed: IsSuppressed = (record, code) => config.isSuppressed(record, code);
  const summary = new AuditSummary({ profile: loaded.profile, seed: args.seed, isSuppressed });
  const keep = (part: ScannedPart): Promise<void> => {
    summary.add(part);
    return reports.keep(source.name, part.records, isSuppressed);
  };
  const problem = await scan(source, args.field ?? config.field, keep, run);
  if (problem !== null) report(problem, reports, outcome);
  else if (!(await source.isUnchanged())) {
    report(`${source.name}: the file changed while it was read; audit it again`, reports, outcome);
  }
  let view: AuditView | null = null;
  // Estimating shares takes a moment, and lines per sample need none.
  const audit = (): AuditView =>
    (view ??= summary.toView({
      uri: source.name === '-' ? '-' : pathToFileURL(path).href,
      path: source.name,
      profile: loaded.view,
      bytesTotal: source.byteLength,
      state: signal.aborted ? 'cancelled' : problem === null ? 'complete' : 'partial',
    }));
  await reports.endFile(audit, summary.qValues());
  outcome.analysed += summary.analysed;
  outcome.breaksRule ||= args.failOn.some((rule) => breaksRule(audit, summary.open(), rule));
}

/** Returns why the dataset could not be read to its end, if so; what came before counts. */
async function scan(
  source: ByteSource,
  field: string | null,
  keep: (part: ScannedPart) => Promise<void>,
  { args, pool, signal }: Run,
): Promise<string | null> {
  const progress = args.quiet ? noProgress : createProgress(source.name);
  try {
    for await (const part of scanDataset(source, pool, { field, maxRows: args.maxRows }, signal)) {
      await keep(part);
      progress.update(part.bytesDone, source.byteLength, part.rowsDone);
    }
  } catch (error) {
    if (signal.aborted) return null;
    if (error instanceof UserError) return error.message;
    throw error;
  } finally {
    progress.done();
  }
  return null;
}

function exitCodeOf(outcome: Outcome, signal: AbortSignal): ExitCode {
  if (signal.aborted) return exitCodes.cancelled;
  if (outcome.breaksRule) return exitCodes.findings;
  // Other files were audited, but a build that relies on all of them must hear of it.
  if (outcome.problems > 0) return exitCodes.usage;
  return outcome.analysed === 0 ? exitCodes.nothingAnalyzed : exitCodes.clean;
}
