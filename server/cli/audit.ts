/** `teacherprint audit`: every dataset scanned once, every report written from that. */

import { cpus } from 'node:os';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Dataset } from '../dataset/dataset.ts';
import { UserError } from '../dataset/user-error.ts';
import { workerFile } from '../locations.ts';
import { loadProfile, type LoadedProfile } from '../scan/load-profile.ts';
import { createWorkerPool, type WorkerPool } from '../scan/pool.ts';
import { scanDataset } from '../scan/scan-dataset.ts';
import { AuditSummary } from '../scan/summary.ts';
import { readDatasetConfig } from '../settings/config-file.ts';
import { Baselines, KnownScan } from '../settings/known-findings.ts';
import type { AuditArgs } from './args.ts';
import { complain } from './complain.ts';
import type { ExitCode } from './exit-codes.ts';
import { openInput, openInputs } from './inputs.ts';
import { addProblem, emptyOutcome, endFile, exitCodeOf, type Outcome } from './outcome.ts';
import { refuseToReplace } from './output.ts';
import { createProgress, noProgress } from './progress.ts';
import { ReportWriter } from './report-writer.ts';

interface Run {
  readonly args: AuditArgs;
  readonly loaded: LoadedProfile;
  readonly pool: WorkerPool;
  readonly reports: ReportWriter;
  readonly baselines: Baselines;
  readonly signal: AbortSignal;
}

export async function runAudit(args: AuditArgs, signal: AbortSignal): Promise<ExitCode> {
  const loaded = loadProfile(args.profile);
  const reports = await ReportWriter.open(args, loaded.view);
  const workers = Math.min(args.jobs, cpus().length * 4);
  const pool = createWorkerPool({ profile: loaded.bytes, workers, workerFile });
  const run: Run = { args, loaded, pool, reports, baselines: new Baselines(), signal };
  const outcome = emptyOutcome();
  try {
    const open = (path: string): Promise<Dataset> => openInput(path, args.stdinFilename);
    for await (const input of openInputs(args.paths, open)) {
      if (signal.aborted) break;
      if ('problem' in input) addProblem(outcome, input.problem);
      else await auditSource(input, run, outcome);
    }
    await reports.finish();
    return exitCodeOf(outcome, signal);
  } finally {
    await reports.close();
    await pool.close();
  }
}

async function auditSource(dataset: Dataset, run: Run, outcome: Outcome): Promise<void> {
  const { args, loaded, reports, baselines, signal } = run;
  const path = resolve(dataset.name);
  refuseToReplace(dataset.name, 'audited', args.outputs);
  const config = await readDatasetConfig(path);
  config.problems.forEach(complain);
  const baseline = args.baseline === null ? config.baseline : resolve(args.baseline);
  const known = baseline === null ? null : await baselines.of(baseline, path);
  const summary = new AuditSummary({
    profile: loaded.profile,
    seed: args.seed,
    isSuppressed: (record, code) => config.isSuppressed(record, code),
    known: known && new KnownScan(known.findings, { readsAll: !Number.isFinite(args.maxRows) }),
  });
  const problem = await scan(dataset, args.field ?? config.field, summary, run);
  if (problem !== null) addProblem(outcome, problem);
  else if (!(await dataset.isUnchanged())) {
    addProblem(outcome, `${dataset.name}: the file changed while it was read; audit it again`);
  }
  const frame = {
    uri: dataset.name === '-' ? '-' : pathToFileURL(path).href,
    path: dataset.name,
    profile: loaded.view,
    bytesTotal: dataset.byteLength,
    state: signal.aborted ? 'cancelled' : problem === null ? 'complete' : 'partial',
  } as const;
  await endFile({ summary, frame }, { reports, failOn: args.failOn }, outcome);
}

/** Returns why the dataset could not be read to its end, if so; what came before counts. */
async function scan(
  dataset: Dataset,
  field: string | null,
  summary: AuditSummary,
  { args, pool, reports, signal }: Run,
): Promise<string | null> {
  const progress = args.quiet ? noProgress : createProgress(dataset.name);
  try {
    for await (const part of scanDataset(
      dataset,
      pool,
      { field, by: args.by, maxRows: args.maxRows },
      signal,
    )) {
      summary.add(part);
      await reports.keep(dataset.name, part.records);
      progress.update(part.bytesDone, dataset.byteLength, part.rowsDone);
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
