/** `teacherprint audit`: every dataset scanned once, every report written from that. */

import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Dataset } from '../dataset/dataset.ts';
import { isUserError } from '../dataset/user-error.ts';
import { ReportWriter } from '../report/report-writer.ts';
import type { IsSuppressed } from '../report/report.ts';
import { refuseToReplace } from '../report/sink.ts';
import { scanDataset, type ScannedPart } from '../scan/scan-dataset.ts';
import { RunTotal } from '../scan/run-total.ts';
import { SharedTexts } from '../scan/shared-texts.ts';
import { AuditSummary } from '../scan/summary.ts';
import { type DatasetConfig, readDatasetConfig } from '../settings/config-file.ts';
import { Baselines, KnownScan } from '../settings/known-findings.ts';
import type { AuditArgs } from './args.ts';
import { complain } from './complain.ts';
import type { ExitCode } from './exit-codes.ts';
import { openInput, openInputs } from '../inputs/open-inputs.ts';
import { type Judge, Judges } from './judges.ts';
import { addProblem, emptyOutcome, endFile, exitCodeOf, type Outcome, runOf } from './outcome.ts';
import { openOutput } from './output.ts';
import { createProgress, noProgress } from './progress.ts';

interface Run {
  readonly args: AuditArgs;
  readonly judges: Judges;
  /** That reports of the run are about. */
  readonly first: Judge;
  readonly reports: ReportWriter;
  readonly baselines: Baselines;
  readonly shared: SharedTexts;
  readonly total: RunTotal;
  readonly signal: AbortSignal;
}

export async function runAudit(args: AuditArgs, signal: AbortSignal): Promise<ExitCode> {
  const judges = new Judges(args);
  try {
    return await auditAll(args, judges, signal);
  } finally {
    await judges.close();
  }
}

async function auditAll(args: AuditArgs, judges: Judges, signal: AbortSignal): Promise<ExitCode> {
  const first = await judges.ofFirst(args.paths);
  const start = runOf(args, first.loaded.view, process.cwd());
  const reports = await ReportWriter.open(start, args.outputs.map(openOutput));
  const shared = new SharedTexts();
  const baselines = new Baselines();
  const total = new RunTotal(first.loaded.profile);
  const run: Run = { args, judges, first, reports, baselines, shared, total, signal };
  const outcome = emptyOutcome();
  try {
    const open = (path: string): Promise<Dataset> => openInput(path, args.stdinFilename);
    for await (const input of openInputs(args.paths, open)) {
      if (signal.aborted) break;
      if ('problem' in input) addProblem(input.problem, reports, outcome);
      else await auditSource(input, run, outcome);
    }
    (await reports.finish(shared, total.view(args.seed))).forEach(complain);
    return exitCodeOf(outcome, signal);
  } finally {
    await reports.close();
  }
}

async function auditSource(dataset: Dataset, run: Run, outcome: Outcome): Promise<void> {
  const { args, reports, baselines, shared, total, signal } = run;
  const path = resolve(dataset.name);
  refuseToReplace(dataset.name, 'audited', args.outputs);
  const config = await readDatasetConfig(path);
  config.problems.forEach(complain);
  const judge = judgeOf(dataset, config, run);
  if (typeof judge === 'string') {
    addProblem(judge, reports, outcome);
    return;
  }
  const { loaded } = judge;
  const baseline = args.baseline === null ? config.baseline : resolve(args.baseline);
  const known = baseline === null ? null : await baselines.of(baseline, path);
  const isSuppressed: IsSuppressed = (record, code) => config.isSuppressed(record, code);
  const summary = new AuditSummary({
    profile: loaded.profile,
    seed: args.seed,
    isSuppressed,
    known: known && new KnownScan(known.findings, { readsAll: !Number.isFinite(args.maxRows) }),
  });
  const keep = (part: ScannedPart): Promise<void> => {
    summary.add(part);
    const file = { name: dataset.name, families: loaded.view.families };
    return reports.keep(file, part.records, isSuppressed);
  };
  const problem = await scan({ dataset, field: args.field ?? config.field, judge }, keep, run);
  if (problem !== null) addProblem(problem, reports, outcome);
  else if (!(await dataset.isUnchanged())) {
    const sentence = `${dataset.name}: the file changed while it was read; audit it again`;
    addProblem(sentence, reports, outcome);
  }
  const frame = {
    uri: dataset.name === '-' ? '-' : pathToFileURL(path).href,
    path: dataset.name,
    profile: loaded.view,
    bytesTotal: dataset.byteLength,
    state: signal.aborted ? 'cancelled' : problem === null ? 'complete' : 'partial',
    isRunning: false,
  } as const;
  await endFile({ summary, frame }, { reports, shared, total, failOn: args.failOn }, outcome);
}

/** Who judges the dataset, or why nobody does. */
function judgeOf(
  dataset: Dataset,
  config: DatasetConfig,
  { args, judges, first }: Run,
): Judge | string {
  try {
    const judge = judges.of(dataset.name === '-' ? null : config);
    const isCsv = args.outputs.some(({ format }) => format === 'csv');
    if (!isCsv || judge.loaded.view.sha256 === first.loaded.view.sha256) return judge;
    return (
      `${dataset.name}: is judged by ${judge.loaded.view.id} and the first file by ${first.loaded.view.id}, ` +
      'but csv has one set of columns for their families; audit them one by one'
    );
  } catch (error) {
    if (isUserError(error)) return error.message;
    throw error;
  }
}

/** Returns why the dataset could not be read to its end, if so; what came before counts. */
async function scan(
  { dataset, field, judge }: { dataset: Dataset; field: string | null; judge: Judge },
  keep: (part: ScannedPart) => Promise<void>,
  { args, signal }: Run,
): Promise<string | null> {
  const progress = args.quiet ? noProgress : createProgress(dataset.name);
  try {
    for await (const part of scanDataset(
      dataset,
      judge.pool,
      { field, by: args.by, maxRows: args.maxRows },
      signal,
    )) {
      await keep(part);
      progress.update(part.bytesDone, dataset.byteLength, part.rowsDone);
    }
  } catch (error) {
    if (signal.aborted) return null;
    if (isUserError(error)) return error.message;
    throw error;
  } finally {
    progress.done();
  }
  return null;
}
