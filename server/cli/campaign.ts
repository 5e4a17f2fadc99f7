/** `teacherprint campaign`: request logs → campaign cards. */

import { openInput } from '../inputs/open-inputs.ts';
import {
  type AuditedLogs,
  auditLogs,
  type LogListener,
  pseudonymKey,
} from '../log-audit/audit-logs.ts';
import { fileSink, refuseToReplace, type Sink } from '../report/sink.ts';
import { version } from '../version.ts';
import { boundYoungGenerations } from '../young-generations.ts';
import type { CampaignArgs } from './campaign-args.ts';
import { complain } from './complain.ts';
import { type ExitCode, exitCodes } from './exit-codes.ts';
import { lookOf, standardOutput } from './output.ts';
import { createProgress, noProgress } from './progress.ts';

export async function runCampaign(args: CampaignArgs, signal: AbortSignal): Promise<ExitCode> {
  boundYoungGenerations();
  const key = keyOf(args.keyVariable);
  // Nobody else waits for what this loads.
  const { renderCampaign } = await import('../report/render-campaign.ts');
  const sinks: Sink[] = [];
  try {
    for (const { path } of args.outputs) {
      sinks.push(path === null ? standardOutput : await fileSink(path));
    }
    const audited = await auditLogs({ ...args, key }, listenerOf(args), signal);
    for (const { format, path } of args.outputs) {
      const look = lookOf(path === null && process.stdout.isTTY);
      await sinks[0]!.write(renderCampaign(audited.view, format, { look, version }));
      await sinks.shift()!.finish();
    }
    return exitCodeOf(audited, args);
  } finally {
    for (const sink of sinks) await sink.discard();
  }
}

function keyOf(variable: string | null): Uint8Array | null {
  if (variable === null) return null;
  const name = `--pseudonym-key-env ${variable}: set this variable`;
  return pseudonymKey(process.env[variable] ?? '', name);
}

function listenerOf({ stdinFilename, outputs, quiet }: CampaignArgs): LogListener {
  return {
    open: (path) => openInput(path, stdinFilename),
    onLog: (log, purpose) => {
      refuseToReplace(log.name, purpose, outputs);
      const progress = quiet ? noProgress : createProgress(log.name);
      return {
        onRows: (rows) => progress.update(log.bytesRead(), log.byteLength, rows),
        onEnd: () => progress.done(),
      };
    },
    onProblem: complain,
  };
}

function exitCodeOf({ view, problems }: AuditedLogs, args: CampaignArgs): ExitCode {
  if (view.state === 'cancelled') return exitCodes.cancelled;
  if (args.failOnCampaign && view.cards.length > 0) return exitCodes.findings;
  if (problems.length > 0) return exitCodes.usage;
  return view.coverage.analysed === 0 ? exitCodes.nothingAnalyzed : exitCodes.clean;
}
