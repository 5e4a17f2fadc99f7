/** One sample of an open document or of a file, with its evidence. */

import type { ExplainSampleParams } from '../../../protocol/messages.ts';
import type { ExplanationView } from '../../../protocol/views.ts';
import { UserError } from '../../dataset/user-error.ts';
import { findRow } from '../../scan/find-row.ts';
import { sourceOf } from '../open-source.ts';
import type { Session } from '../session.ts';

export async function explainSample(
  session: Session,
  { uri, row, turn }: ExplainSampleParams,
  signal: AbortSignal,
): Promise<ExplanationView> {
  const { profile } = await session.settings.of(uri);
  const { pool } = await session.engine(profile);
  const config = await session.configOf(uri);
  const { head, bytes } = await findRow(await sourceOf(session, uri), row);
  const field = config?.field ?? (await pool.run({ kind: 'detect', batch: head }, signal)).field;
  if (field === null) throw new UserError('no field of this file holds a text');
  return pool.run({ kind: 'explain-row', bytes, row, field, turn }, signal);
}
