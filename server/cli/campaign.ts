/** `teacherprint campaign`: request logs → campaign cards. */

import { randomBytes } from 'node:crypto';
import type { CampaignView } from '../../protocol/campaign.ts';
import type { LogAudit } from '../campaign/audit-logs.ts';
import type { Dataset } from '../dataset/dataset.ts';
import { isUserError, UserError } from '../dataset/user-error.ts';
import { fileSink, refuseToReplace, type Sink } from '../report/sink.ts';
import { version } from '../version.ts';
import type { CampaignArgs } from './campaign-args.ts';
import { complain } from './complain.ts';
import { type ExitCode, exitCodes } from './exit-codes.ts';
import { openInput, openInputs } from './inputs.ts';
import { lookOf, standardOutput } from './output.ts';
import { createProgress, noProgress } from './progress.ts';

const noIds: ReadonlySet<never> = new Set();
const accountIds = new Set(['account'] as const);

export async function runCampaign(args: CampaignArgs, signal: AbortSignal): Promise<ExitCode> {
  const key = keyOf(args.keyVariable);
  // Nobody else waits for what these two load.
  const { LogAudit } = await import('../campaign/audit-logs.ts');
  const { renderCampaign } = await import('../report/render-campaign.ts');
  const shown = args.showAccounts ? accountIds : noIds;
  const audit = new LogAudit({ given: args.given, key, shown });
  const sinks: Sink[] = [];
  try {
    for (const { path } of args.outputs) {
      sinks.push(path === null ? standardOutput : await fileSink(path));
    }
    await readBenign(audit, args, signal);
    const problems = await readLogs(audit, args, signal);
    const state = signal.aborted ? 'cancelled' : problems > 0 ? 'partial' : 'complete';
    const view = audit.view(args.seed, state);
    for (const { format, path } of args.outputs) {
      const look = lookOf(path === null && process.stdout.isTTY);
      await sinks[0]!.write(renderCampaign(view, format, { look, version }));
      await sinks.shift()!.finish();
    }
    return exitCodeOf(view, problems, args);
  } finally {
    for (const sink of sinks) await sink.discard();
  }
}

/** Short keys could be found by trying them all. */
const shortestKey = 16;

function keyOf(variable: string | null): Uint8Array {
  if (variable === null) return randomBytes(32);
  const key = process.env[variable] ?? '';
  if (key.length >= shortestKey) return Buffer.from(key);
  throw new UserError(
    `--pseudonym-key-env ${variable}: set this variable to a secret of at least ${shortestKey} characters`,
  );
}

/** Returns how many logs were not read, or not to their end. */
async function readLogs(audit: LogAudit, args: CampaignArgs, signal: AbortSignal): Promise<number> {
  let problems = 0;
  const open = (path: string): Promise<Dataset> => openInput(path, args.stdinFilename);
  for await (const input of openInputs(args.paths, open)) {
    if (signal.aborted) break;
    if ('problem' in input) {
      complain(input.problem);
      problems++;
      continue;
    }
    refuseToReplace(input.name, 'audited', args.outputs);
    const problem = await readOne(audit, input, args, signal);
    if (problem === null) continue;
    complain(problem);
    audit.addProblem(problem);
    problems++;
  }
  return problems;
}

/** What is ordinary must be known in whole: where it cannot be read, nothing is compared with it. */
async function readBenign(audit: LogAudit, args: CampaignArgs, signal: AbortSignal): Promise<void> {
  if (args.benign === null) return;
  const log = await openInput(args.benign);
  refuseToReplace(log.name, 'learned from', args.outputs);
  const progress = args.quiet ? noProgress : createProgress(log.name);
  try {
    await audit.learnBenign(log, args.seed, signal, (rows) => {
      progress.update(log.bytesRead(), log.byteLength, rows);
    });
  } catch (error) {
    if (!signal.aborted) throw error;
  } finally {
    progress.done();
  }
}

async function readOne(
  audit: LogAudit,
  log: Dataset,
  { quiet }: CampaignArgs,
  signal: AbortSignal,
): Promise<string | null> {
  const progress = quiet ? noProgress : createProgress(log.name);
  try {
    await audit.add(log, signal, (rows) => {
      progress.update(log.bytesRead(), log.byteLength, rows);
    });
  } catch (error) {
    if (signal.aborted) return null;
    if (isUserError(error)) return error.message;
    throw error;
  } finally {
    progress.done();
  }
  if (await log.isUnchanged()) return null;
  return `${log.name}: the file changed while it was read; audit it again`;
}

function exitCodeOf(view: CampaignView, problems: number, args: CampaignArgs): ExitCode {
  if (view.state === 'cancelled') return exitCodes.cancelled;
  if (args.failOnCampaign && view.cards.length > 0) return exitCodes.findings;
  if (problems > 0) return exitCodes.usage;
  return view.coverage.analysed === 0 ? exitCodes.nothingAnalyzed : exitCodes.clean;
}
