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
  if (command === serverCommands.ignoreSample) {
    return ignoreSample(session, argument as IgnoreParams, signal);
  }
  if (command === serverCommands.auditDataset) {
    return auditWithProgress(session, argument as AuditParams, signal);
  }
  throw new UserError(`the server has no command "${command}"`);
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
