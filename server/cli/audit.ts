/** `teacherprint audit`: every dataset scanned once, every report written from that. */

import { cpus } from 'node:os';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { AuditView } from '../../protocol/views.ts';
import type { ByteSource } from '../dataset/byte-source.ts';
import { workerFile } from '../locations.ts';
import { loadProfile, type LoadedProfile } from '../scan/load-profile.ts';
import { createWorkerPool, type WorkerPool } from '../scan/pool.ts';
import { scanDataset } from '../scan/scan-dataset.ts';
import { AuditSummary } from '../scan/summary.ts';
import { readDatasetConfig } from '../settings/config-file.ts';
import type { AuditArgs } from './args.ts';
import { type ExitCode, exitCodes } from './exit-codes.ts';
import { breaksRule } from './fail-on.ts';
import { openInputs } from './inputs.ts';
import { createProgress } from './progress.ts';
import { ReportWriter } from './report-writer.ts';
import { complain } from './complain.ts';

export async function runAudit(args: AuditArgs, signal: AbortSignal): Promise<ExitCode> {
  const loaded = loadProfile(args.profile);
  const pool = createWorkerPool({
    profileFile: loaded.file,
    workers: Math.min(args.jobs, cpus().length * 4),
    workerFile,
  });
  const reports = new ReportWriter(args, loaded.profile.families);
  try {
    const audits: AuditView[] = [];
    let problems = 0;
    for await (const input of openInputs(args.paths)) {
      if ('problem' in input) {
        complain(input.problem);
        problems++;
        continue;
      }
      audits.push(await auditSource(input, { args, loaded, pool, reports, signal }));
      if (signal.aborted) break;
    }
    await reports.finish(audits);
    return exitCodeOf(audits, problems, args, signal);
  } finally {
    await reports.close();
    await pool.close();
  }
}

interface Run {
  readonly args: AuditArgs;
  readonly loaded: LoadedProfile;
  readonly pool: WorkerPool;
  readonly reports: ReportWriter;
  readonly signal: AbortSignal;
}

async function auditSource(source: ByteSource, run: Run): Promise<AuditView> {
  const { args, loaded, pool, reports, signal } = run;
  const path = resolve(source.name);
  const config = await readDatasetConfig(path);
  config.problems.forEach(complain);
  const summary = new AuditSummary({
    profile: loaded.profile,
    seed: args.seed,
    isSuppressed: (record, code) => config.isSuppressed(record, code),
  });
  const progress = createProgress(source.name, args.quiet);
  const options = { field: args.field ?? config.field, maxRows: args.maxRows };
  try {
    for await (const part of scanDataset(source, pool, options, signal)) {
      summary.add(part);
      await reports.keep(part.records);
      progress.update(part.bytesDone, source.byteLength, part.rowsDone);
    }
  } catch (error) {
    if (!signal.aborted) throw error;
  } finally {
    progress.done();
  }
  if (!(await source.isUnchanged())) {
    complain(`${source.name}: the file changed while it was read; audit it again`);
  }
  await reports.endFile(source.name, summary.qValues());
  return summary.toView({
    uri: source.name === '-' ? '-' : pathToFileURL(path).href,
    path: source.name,
    profile: loaded.view,
    bytesTotal: source.byteLength,
    state: signal.aborted ? 'cancelled' : 'complete',
  });
}

function exitCodeOf(
  audits: readonly AuditView[],
  problems: number,
  args: AuditArgs,
  signal: AbortSignal,
): ExitCode {
  if (signal.aborted) return exitCodes.cancelled;
  if (args.failOn.some((rule) => audits.some((audit) => breaksRule(audit, rule)))) {
    return exitCodes.findings;
  }
  // Other files were audited, but a build that relies on all of them must hear of it.
  if (problems > 0) return exitCodes.usage;
  const isEmpty = audits.every((audit) => audit.coverage.analysed === 0);
  return isEmpty ? exitCodes.nothingAnalyzed : exitCodes.clean;
}
