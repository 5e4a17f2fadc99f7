/** Remembers which field of a file holds its text. */

import type { SetFieldParams } from '../../../protocol/messages.ts';
import { parseField } from '../../samples/field.ts';
import { readDatasetConfig } from '../../settings/config-file.ts';
import { savedPathOf } from '../file-path.ts';
import type { Session } from '../session.ts';

export async function setField(session: Session, { uri, field }: SetFieldParams): Promise<void> {
  if (field !== null) parseField(field);
  const path = savedPathOf(uri);
  const { configFile } = await readDatasetConfig(path);
  await session.configs.setField(configFile, path, field);
  session.onConfigWritten();
}
