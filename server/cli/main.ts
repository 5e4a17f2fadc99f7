/** The terminal's side: a command line in, an exit status out. */

import { version } from '../version.ts';
import { isUserError, UserError } from '../dataset/user-error.ts';
import {
  parseAuditArgs,
  parseEvaluateArgs,
  parseExplainArgs,
  parseMergeArgs,
  parseTrainArgs,
} from './args.ts';
import { parseBaselineArgs, parseExportArgs } from './acting-args.ts';
import { runAudit } from './audit.ts';
import { runBaseline } from './baseline.ts';
import { runCampaign } from './campaign.ts';
import { parseCampaignArgs } from './campaign-args.ts';
import { complain } from './complain.ts';
import { type ExitCode, exitCodes } from './exit-codes.ts';
import { runExplain } from './explain.ts';
import { runExport } from './export.ts';
import { help } from './help.ts';
import { runMerge } from './merge.ts';
import { ReaderGone, standardOutput } from './output.ts';
import { runInFolder } from './run-in-folder.ts';

export async function runCli(argv: readonly string[]): Promise<void> {
  const controller = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    // Once: a second Ctrl-C ends the process at once, as everybody expects.
    process.once(signal, () => {
      controller.abort(new Error('cancelled'));
    });
  }
  // Who writes hears of failures; without a listener they would end the process as well.
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined);
  try {
    process.exitCode = await runCommand(argv, controller.signal);
  } catch (error) {
    process.exitCode = exitCodeOf(error, controller.signal);
  }
}

function exitCodeOf(error: unknown, signal: AbortSignal): ExitCode {
  if (signal.aborted) return exitCodes.cancelled;
  if (error instanceof ReaderGone) return exitCodes.clean;
  if (isUserError(error)) {
    complain(error.message);
    return exitCodes.usage;
  }
  const stack = error instanceof Error ? (error.stack ?? error.message) : String(error);
  complain('this is a bug of ours, please report it:');
  stack.split('\n').forEach(complain);
  return exitCodes.bug;
}

async function runCommand(argv: readonly string[], signal: AbortSignal): Promise<ExitCode> {
  const [command, ...rest] = argv;
  const wantsHelp = argv.includes('--help') || argv.includes('-h');
  if (command === undefined || wantsHelp) {
    if (wantsHelp) await standardOutput.write(help);
    else process.stderr.write(help);
    return wantsHelp ? exitCodes.clean : exitCodes.usage;
  }
  switch (command) {
    case 'audit': {
      const args = parseAuditArgs(rest);
      return args.run === null ? runAudit(args, signal) : runInFolder(args, args.run, signal);
    }
    case 'merge':
      return runMerge(parseMergeArgs(rest), signal);
    case 'baseline':
      return runBaseline(parseBaselineArgs(rest), signal);
    case 'campaign':
      return runCampaign(parseCampaignArgs(rest), signal);
    case 'explain':
      return runExplain(parseExplainArgs(rest), signal);
    case 'export':
      return runExport(parseExportArgs(rest), signal);
    // Nobody else waits for what these two load.
    case 'train': {
      const { runTrain } = await import('./train.ts');
      return runTrain(parseTrainArgs(rest), signal);
    }
    case 'references': {
      const { runReferences } = await import('./references.ts');
      return runReferences(rest, signal);
    }
    case 'evaluate': {
      const { runEvaluate } = await import('./evaluate.ts');
      return runEvaluate(parseEvaluateArgs(rest), signal);
    }
    case 'student': {
      const { runStudent } = await import('./student.ts');
      return runStudent(rest, signal);
    }
    case '--version':
    case 'version':
      await standardOutput.write(`teacherprint ${version}\n`);
      return exitCodes.clean;
    default:
      throw new UserError(`there is no command "${command}"; see teacherprint --help`);
  }
}
