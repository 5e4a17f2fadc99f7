/** `teacherprint audit --resume RUN`: an audit in units, of which none is done twice. */

import { cpus } from 'node:os';
import { count } from '../../protocol/words.ts';
import { UserError } from '../dataset/user-error.ts';
import { workerFile } from '../locations.ts';
import { needsSamples } from '../report/report-writer.ts';
import { loadProfile, type LoadedProfile, loadReferences } from '../scan/load-profile.ts';
import { createWorkerPool, type WorkerPool } from '../scan/pool.ts';
import { agreeOnPlan, type AgreedPlan } from '../shards/agree-on-plan.ts';
import { doUnit } from '../shards/do-unit.ts';
import { makeUnits } from '../shards/make-plan.ts';
import { bytesOf, differenceOf, fileOf, unitsByShard } from '../shards/plan.ts';
import { isDone } from '../shards/unit-result.ts';
import type { AuditArgs, RunArgs } from './args.ts';
import { complain, inform } from './complain.ts';
import { type ExitCode, exitCodes } from './exit-codes.ts';
import { mergeRun, noSamples } from './merge.ts';
import { optionsFor, type PlannedRun, plannedRun } from './planned-inputs.ts';
import { createProgress, noProgress } from './progress.ts';

interface Run {
  readonly args: AuditArgs;
  readonly run: RunArgs;
  readonly loaded: LoadedProfile;
  readonly pool: WorkerPool;
  readonly planned: PlannedRun;
  readonly signal: AbortSignal;
}

export async function runInFolder(
  args: AuditArgs,
  run: RunArgs,
  signal: AbortSignal,
): Promise<ExitCode> {
  const { references } = args;
  const loaded = references === null ? loadProfile(args.profile) : loadReferences(references);
  const planned = await plannedRun(args, run, loaded);
  const workers = Math.min(args.jobs, cpus().length * 4);
  const pool = createWorkerPool({ profile: loaded.bytes, workers, workerFile });
  try {
    const agreed = await agree({ args, run, loaded, pool, planned, signal });
    await doUnits(agreed, { args, run, loaded, pool, planned, signal });
    if (run.shard !== null) return exitCodes.clean;
    return await mergeRun({ ...args, folder: run.folder }, { agreed, loaded }, signal);
  } catch (error) {
    if (signal.aborted)
      inform(`${run.folder} keeps what is done; the same command goes on from there`);
    throw error;
  } finally {
    await pool.close();
  }
}

async function agree({ args, run, pool, planned, signal }: Run): Promise<AgreedPlan> {
  const { folder, shard } = run;
  const { request } = planned;
  const keepsSamples = needsSamples(args.outputs);
  const makePlan = async (): Promise<AgreedPlan['plan']> => {
    const progress = args.quiet ? noProgress : createProgress(`${folder}: looking for lines`);
    const onProgress = (bytesDone: number, bytesTotal: number): void => {
      progress.update(bytesDone, bytesTotal, 0);
    };
    try {
      const units = await makeUnits(request, { pool, signal, onProgress });
      return { ...request, folder: process.cwd(), keepsSamples, shards: shard?.of ?? null, units };
    } finally {
      progress.done();
    }
  };
  const onWait = (): void => {
    if (!args.quiet) inform(`${folder}: waiting for the plan that another process makes`);
  };
  const agreed = await agreeOnPlan(folder, makePlan, { signal, onWait });
  const difference = differenceOf(agreed.plan, request);
  if (difference !== null) throw new UserError(`${folder}: ${difference}; begin a new run folder`);
  if (keepsSamples && !agreed.plan.keepsSamples) throw new UserError(noSamples(folder));
  return agreed;
}

async function doUnits(agreed: AgreedPlan, run: Run): Promise<void> {
  const { folder, shard } = run.run;
  const { index, of } = shard ?? { index: 0, of: 1 };
  const units = unitsByShard(agreed.plan, of)[index]!;
  let done = 0;
  for (const unit of units) {
    run.signal.throwIfAborted();
    if (await isDone(folder, agreed, unit)) continue;
    await doOne(agreed, unit, run);
    done++;
  }
  if (run.args.quiet) return;
  const name = shard === null ? folder : `${folder}, shard ${index + 1}/${of}`;
  inform(
    `${name}: ${count(units.length, 'unit')}, ${done} done now, ${units.length - done} before`,
  );
}

async function doOne(agreed: AgreedPlan, unit: number, run: Run): Promise<void> {
  const { args, loaded, pool, planned, signal } = run;
  const { plan } = agreed;
  const file = fileOf(plan, plan.units[unit]!);
  const options = await optionsFor(file, loaded, planned);
  const name = `${file.name}, unit ${unit + 1} of ${plan.units.length}`;
  const progress = args.quiet ? noProgress : createProgress(name);
  const bytes = bytesOf(plan, plan.units[unit]!);
  const firstRow = plan.units[unit]!.range?.firstRow ?? 1;
  try {
    const problem = await doUnit(unit, options, {
      folder: run.run.folder,
      agreed,
      pool,
      signal,
      onPart: ({ bytesDone, rowsDone }) => {
        progress.update(bytesDone, bytes, rowsDone - firstRow + 1);
      },
    });
    // The reports will say so again, and another try may go better.
    if (problem !== null) complain(problem);
  } finally {
    progress.done();
  }
}
