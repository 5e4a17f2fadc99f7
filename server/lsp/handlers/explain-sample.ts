/** One sample of an open document or of a file, with its evidence. */

import type { ExplainSampleParams } from '../../../protocol/messages.ts';
import type { ExplanationView } from '../../../protocol/views.ts';
import { UserError } from '../../dataset/user-error.ts';
import { detectField } from '../../scan/detect-field.ts';
import { explainInDataset } from '../../scan/explain-in-dataset.ts';
import { datasetOf } from '../open-dataset.ts';
import type { Session } from '../session.ts';

export async function explainSample(
  session: Session,
  params: ExplainSampleParams,
  signal: AbortSignal,
): Promise<ExplanationView> {
  const { uri, row, turn } = params;
  // A document that is edited is not what a view shows.
  const isOpen = session.documents.get(uri) !== undefined;
  const bytes = isOpen ? null : await session.viewers.wholeRow(uri, row, signal);
  if (bytes !== null) return explainViewed(session, params, bytes, signal);
  const { pool } = await session.engine(uri);
  const config = await session.configOf(uri);
  const place = { row, turn, field: config?.field ?? null };
  return explainInDataset(await datasetOf(session, uri), place, pool, signal);
}

/** A view knows where the row stands, so that nobody has to read ten gigabytes to get there. */
async function explainViewed(
  session: Session,
  { uri, row, turn }: ExplainSampleParams,
  bytes: Uint8Array<ArrayBuffer>,
  signal: AbortSignal,
): Promise<ExplanationView> {
  const { pool } = await session.engine(uri);
  const dataset = await datasetOf(session, uri);
  const config = await session.configOf(uri);
  const field = config?.field ?? (await detectField(dataset, pool, signal)).field;
  if (field === null) {
    throw new UserError(`${dataset.name}: no field holds a text; name another one`);
  }
  try {
    const batch = {
      kind: 'lines',
      firstRow: row,
      byteStart: 0,
      bytes,
      rows: 1,
      lines: null,
    } as const;
    return await pool.run({ kind: 'explain-row', batch, field, turn }, signal);
  } catch (error) {
    if (error instanceof UserError) throw new UserError(`${dataset.name}:${row}: ${error.message}`);
    throw error;
  }
}
