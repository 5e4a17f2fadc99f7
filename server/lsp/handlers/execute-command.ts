/** Commands that the server runs by itself, for any editor. */

import type { ExecuteCommandParams } from 'vscode-languageserver';
import { serverCommands } from '../../../protocol/commands.ts';
import type { AuditParams, IgnoreParams } from '../../../protocol/messages.ts';
import { UserError } from '../../dataset/user-error.ts';
import { readDatasetConfig } from '../../settings/config-file.ts';
import { savedPathOf } from '../file-path.ts';
import type { Session } from '../session.ts';
import { auditWithProgress } from './audit-dataset.ts';

export async function executeCommand(
  session: Session,
  { command, arguments: [argument] = [] }: ExecuteCommandParams,
  signal: AbortSignal,
): Promise<unknown> {
  // Some editors offer every command in a list, where it is chosen without an argument.
  if (command === serverCommands.ignore) {
    if (isIgnore(argument)) return ignore(session, argument);
    throw new UserError(`${command} needs {"uri", "sample", "code"}`);
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
  const { uri, sample, code } = argument as Partial<Record<keyof IgnoreParams, unknown>>;
  // Anything else would be written, and make the whole file unusable.
  const isIdentity = typeof sample === 'string' && /^[0-9a-f]{16}$/.test(sample);
  return (isIdentity || sample === null) && typeof uri === 'string' && typeof code === 'string';
}

async function ignore(session: Session, { uri, sample, code }: IgnoreParams): Promise<null> {
  const path = savedPathOf(uri);
  const { configFile } = await readDatasetConfig(path);
  await session.configs.addSuppression(configFile, path, { sample, rule: code });
  session.onConfigWritten();
  return null;
}
