/** One sample of an open document or of a file, with its evidence. */

import type { ExplainSampleParams } from '../../../protocol/messages.ts';
import type { ExplanationView } from '../../../protocol/views.ts';
import { explainInDataset } from '../../scan/explain-in-dataset.ts';
import { datasetOf } from '../open-dataset.ts';
import type { Session } from '../session.ts';

export async function explainSample(
  session: Session,
  { uri, row, turn }: ExplainSampleParams,
  signal: AbortSignal,
): Promise<ExplanationView> {
  const { pool } = await session.engine(uri);
  const config = await session.configOf(uri);
  const place = { row, turn, field: config?.field ?? null };
  return explainInDataset(await datasetOf(session, uri), place, pool, signal);
}
