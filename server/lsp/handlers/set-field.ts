/** Remembers which field of a file holds its text. */

import { fileURLToPath } from 'node:url';
import type { SetFieldParams } from '../../../protocol/messages.ts';
import { UserError } from '../../dataset/user-error.ts';
import { parseField } from '../../samples/field.ts';
import { readDatasetConfig } from '../../settings/config-file.ts';
import { setField as writeField } from '../../settings/edit-config.ts';
import type { Session } from '../session.ts';

export async function setField(session: Session, { uri, field }: SetFieldParams): Promise<void> {
  if (field !== null) parseField(field);
  const path = datasetPath(uri);
  const { configFile } = await readDatasetConfig(path);
  await writeField(configFile, path, field);
  session.onConfigWritten();
}

/** Throws a `UserError` for documents that are not files: there is no folder to write into. */
export function datasetPath(uri: string): string {
  if (!uri.startsWith('file:')) throw new UserError('save the document as a file first');
  return fileURLToPath(uri);
}
