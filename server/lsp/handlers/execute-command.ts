/** Commands that the server runs by itself, for any editor. */

import type { ExecuteCommandParams } from 'vscode-languageserver';
import { serverCommands } from '../../../protocol/commands.ts';
import type { AuditParams, IgnoreParams } from '../../../protocol/messages.ts';
import { UserError } from '../../dataset/user-error.ts';
import { addSuppression } from '../../settings/edit-config.ts';
import type { Session } from '../session.ts';
import { auditWithProgress } from './audit-dataset.ts';
import { explainSample } from './explain-sample.ts';
import { datasetPath } from './set-field.ts';
import { textIdOf } from '../../scan/judge-rows.ts';

export async function executeCommand(
  session: Session,
  { command, arguments: [argument] = [] }: ExecuteCommandParams,
  signal: AbortSignal,
): Promise<unknown> {
  // Some editors offer every command in a list, where it is chosen without an argument.
  if (command === serverCommands.ignoreSample) {
    if (isIgnore(argument)) return ignoreSample(session, argument, signal);
    throw new UserError(`${command} needs {"uri", "row", "turn", "code"}`);
  }
  if (command === serverCommands.auditDataset) {
    if (isAudit(argument)) return auditWithProgress(session, argument, signal);
    throw new UserError(`${command} needs {"uri"}`);
  }
  throw new UserError(`the server has no command "${command}"`);
}

function isAudit(argument: unknown): argument is AuditParams {
  if (typeof argument !== 'object' || argument === null) return false;
  const { uri, field } = argument as Partial<Record<keyof AuditParams, unknown>>;
  return typeof uri === 'string' && (field == null || typeof field === 'string');
}

function isIgnore(argument: unknown): argument is IgnoreParams {
  if (typeof argument !== 'object' || argument === null) return false;
  const { uri, row, turn, code } = argument as Partial<Record<keyof IgnoreParams, unknown>>;
  const isTurn = turn === null || typeof turn === 'number';
  return typeof uri === 'string' && typeof row === 'number' && isTurn && typeof code === 'string';
}

/** The sample may have been edited since: what is ignored is the text as it is now. */
async function ignoreSample(
  session: Session,
  { uri, row, turn, code }: IgnoreParams,
  signal: AbortSignal,
): Promise<null> {
  const path = datasetPath(uri);
  const { text } = await explainSample(session, { uri, row, turn }, signal);
  const config = await session.configOf(uri);
  await addSuppression(config?.configFile ?? path, path, { sample: textIdOf(text), rule: code });
  session.onConfigWritten();
  return null;
}
