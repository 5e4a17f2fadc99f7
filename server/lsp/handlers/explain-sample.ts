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
  // A view knows where the row stands, so that nobody has to read ten gigabytes to get there. A document that
  // is edited is not what a view shows.
  const isOpen = session.documents.get(uri) !== undefined;
  const bytes = isOpen ? null : await session.viewers.wholeRow(uri, row, signal);
  const batch = { kind: 'lines', firstRow: row, byteStart: 0, rows: 1, lines: null } as const;
  const known = bytes && { ...batch, bytes };
  const { pool } = await session.engine(uri);
  const config = await session.configOf(uri);
  const place = { row, turn, field: config?.field ?? null };
  return explainInDataset(await datasetOf(session, uri), place, pool, signal, known);
}
