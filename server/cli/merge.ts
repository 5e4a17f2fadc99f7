/** `teacherprint merge RUN`: what shards have found out, in the reports of one audit. */

import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { UserError } from '../dataset/user-error.ts';
import { needsSamples, ReportWriter } from '../report/report-writer.ts';
import type { IsSuppressed } from '../report/report.ts';
import { refuseToReplace } from '../report/sink.ts';
import { loadProfile, type LoadedProfile } from '../scan/load-profile.ts';
import { RunTotal } from '../scan/run-total.ts';
import { SharedTexts } from '../scan/shared-texts.ts';
import { readDatasetConfig } from '../settings/config-file.ts';
import { type AgreedPlan, readPlan } from '../shards/agree-on-plan.ts';
import { mergeFile, missingUnits, samplesOf } from '../shards/merge-units.ts';
import { isFile, type Plan, type PlannedFile, unitsByInput, unitsByShard } from '../shards/plan.ts';
import { partEnding } from '../shards/sealed-file.ts';
import type { MergeArgs } from './args.ts';
import { complain } from './complain.ts';
import type { ExitCode } from './exit-codes.ts';
import { addProblem, emptyOutcome, endFile, exitCodeOf, type Outcome, runOf } from './outcome.ts';
import { openOutput } from './output.ts';

export async function runMerge(args: MergeArgs, signal: AbortSignal): Promise<ExitCode> {
  const loaded = loadProfile(args.profile);
  const agreed = await readPlan(args.folder);
  if (agreed === null) throw new UserError(`${args.folder}: no audit was begun here`);
  if (agreed.plan.sha256 !== loaded.view.sha256) {
    throw new UserError(
      `${args.folder}: was begun with another profile; name that one with --profile`,
    );
  }
  return mergeRun(args, { agreed, loaded }, signal);
}

interface Run {
  readonly args: Pick<MergeArgs, 'folder' | 'outputs' | 'failOn'>;
  readonly agreed: AgreedPlan;
  readonly loaded: LoadedProfile;
  readonly reports: ReportWriter;
  readonly shared: SharedTexts;
  readonly total: RunTotal;
  readonly signal: AbortSignal;
}

/** Throws a `UserError` if something was not done yet. */
export async function mergeRun(
  args: Run['args'],
  { agreed, loaded }: Pick<Run, 'agreed' | 'loaded'>,
  signal: AbortSignal,
): Promise<ExitCode> {
  const { folder, outputs } = args;
  const { plan } = agreed;
  const missing = await missingUnits(folder, agreed);
  if (missing.length > 0) throw new UserError(`${folder}: ${missingWords(plan, missing)}`);
  if (needsSamples(outputs) && !plan.keepsSamples) throw new UserError(noSamples(folder));
  for (const { name } of plan.inputs.filter(isFile)) refuseToReplace(name, 'audited', outputs);
  await removeParts(folder);
  const { field, seed, maxRows } = plan.settings;
  const settings = { field, seed, maxRows: maxRows ?? Infinity };
  const start = runOf(settings, loaded.view, plan.folder);
  const reports = await ReportWriter.open(start, outputs.map(openOutput));
  const shared = new SharedTexts();
  const total = new RunTotal(loaded.profile);
  const run: Run = { args, agreed, loaded, reports, shared, total, signal };
  const outcome = emptyOutcome();
  try {
    for (const [input, units] of unitsByInput(plan).entries()) {
      signal.throwIfAborted();
      const file = plan.inputs[input]!;
      if (isFile(file)) await reportFile(file, units, run, outcome);
      else addProblem(file.problem, reports, outcome);
    }
    (await reports.finish(shared, total.view(seed))).forEach(complain);
    return exitCodeOf(outcome, signal);
  } finally {
    await reports.close();
  }
}

async function reportFile(
  file: PlannedFile,
  units: readonly number[],
  { args, agreed, loaded, reports, shared, total, signal }: Run,
  outcome: Outcome,
): Promise<void> {
  const config = await readDatasetConfig(file.path);
  if (config.identity !== file.config) {
    throw new UserError(
      `${args.folder}: was begun before teacherprint.json changed, which concerns ${file.name}; begin a new run folder`,
    );
  }
  const isSuppressed: IsSuppressed = (sample, code) => config.isSuppressed(sample, code);
  const { summary, problem } = await mergeFile(args.folder, agreed, units, {
    profile: loaded.profile,
    seed: agreed.plan.settings.seed,
    isSuppressed,
  });
  if (needsSamples(args.outputs)) {
    for await (const records of samplesOf(args.folder, agreed, units)) {
      signal.throwIfAborted();
      await reports.keep(
        { name: file.name, families: loaded.view.families },
        records,
        isSuppressed,
      );
    }
  }
  if (problem !== null) addProblem(problem, reports, outcome);
  const frame = {
    uri: pathToFileURL(file.path).href,
    path: file.name,
    profile: loaded.view,
    bytesTotal: file.bytes,
    state: problem === null ? 'complete' : 'partial',
    isRunning: false,
  } as const;
  await endFile({ summary, frame }, { reports, shared, total, failOn: args.failOn }, outcome);
}

/** Why there can be no report that lists samples. */
export function noSamples(folder: string): string {
  return `${folder}: was begun without a report that lists samples, so these were not kept; begin a new run folder with that --format or --output`;
}

const mostShardsNamed = 8;

function missingWords(plan: Plan, missing: readonly number[]): string {
  const parts = [`${missing.length} of ${plan.units.length} units have no result yet`];
  const shards = plan.shards === null ? [] : shardsOf(plan, plan.shards, new Set(missing));
  if (shards.length > 0) {
    const named = shards.slice(0, mostShardsNamed).map((shard) => `${shard}/${plan.shards}`);
    const more = shards.length - named.length;
    parts.push(`they are in --shard ${named.join(', ')}${more > 0 ? ` and ${more} more` : ''}`);
  }
  return `${parts.join('; ')}; run audit with --resume again, then merge`;
}

/** Numbers of the shards that have any of these units, from 1. */
function shardsOf(plan: Plan, shards: number, units: ReadonlySet<number>): number[] {
  return unitsByShard(plan, shards).flatMap((own, index) =>
    own.some((unit) => units.has(unit)) ? [index + 1] : [],
  );
}

/** What interrupted processes left, of no use to anybody when all units are done. */
async function removeParts(folder: string): Promise<void> {
  for (const place of [folder, join(folder, 'units')]) {
    const names = await readdir(place).catch((): string[] => []);
    const parts = names.filter((name) => name.endsWith(partEnding));
    for (const part of parts) await rm(join(place, part), { force: true });
  }
}
