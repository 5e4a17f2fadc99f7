/** The terminal's side: a command line in, an exit status out. */

import { version } from '../version.ts';
import { UserError } from '../dataset/user-error.ts';
import { help, parseAuditArgs, parseExplainArgs } from './args.ts';
import { runAudit } from './audit.ts';
import { complain } from './complain.ts';
import { type ExitCode, exitCodes } from './exit-codes.ts';
import { runExplain } from './explain.ts';

export async function runCli(argv: readonly string[]): Promise<void> {
  const controller = new AbortController();
  // Once: a second Ctrl-C ends the process at once, as everybody expects.
  process.once('SIGINT', () => {
    controller.abort(new Error('cancelled'));
  });
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    // Whoever read our output has read enough.
    if (error.code === 'EPIPE') process.exit(exitCodes.clean);
    throw error;
  });
  try {
    process.exitCode = await runCommand(argv, controller.signal);
  } catch (error) {
    if (controller.signal.aborted) {
      process.exitCode = exitCodes.cancelled;
      return;
    }
    if (!(error instanceof UserError)) throw error;
    complain(error.message);
    process.exitCode = exitCodes.usage;
  }
}

async function runCommand(argv: readonly string[], signal: AbortSignal): Promise<ExitCode> {
  const [command, ...rest] = argv;
  const wantsHelp = argv.includes('--help') || argv.includes('-h');
  if (command === undefined || wantsHelp) {
    (wantsHelp ? process.stdout : process.stderr).write(help);
    return wantsHelp ? exitCodes.clean : exitCodes.usage;
  }
  switch (command) {
    case 'audit':
      return runAudit(parseAuditArgs(rest), signal);
    case 'explain':
      return runExplain(parseExplainArgs(rest), signal);
    case '--version':
    case 'version':
      process.stdout.write(`teacherprint ${version}\n`);
      return exitCodes.clean;
    default:
      throw new UserError(`there is no command "${command}"; see teacherprint --help`);
  }
}
