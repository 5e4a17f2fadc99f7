/** The rows of a dataset that stay, in a file of their own. */

import type { ExportSubsetParams } from '../../../protocol/messages.ts';
import type { SubsetView } from '../../../protocol/views.ts';
import { exportSubset as write } from '../../acting/export-subset.ts';
import { parseSubsetRule } from '../../acting/subset-rule.ts';
import { withSubsetFiles } from '../../acting/subset-files.ts';
import { pathOf } from '../file-path.ts';
import { datasetOf } from '../open-dataset.ts';
import type { Session } from '../session.ts';
import { withProgress } from '../task-progress.ts';

export async function exportSubset(
  session: Session,
  params: ExportSubsetParams,
  signal: AbortSignal,
): Promise<SubsetView> {
  const { uri } = params;
  const { loaded, pool } = await session.engine(uri);
  const rules = params.rules.map((rule) => parseSubsetRule(rule, loaded.view.families));
  const config = await session.configOf(uri);
  const dataset = await datasetOf(session, uri);
  const input = { dataset, field: config?.field ?? null, profile: loaded.view.id };
  return withSubsetFiles(pathOf(uri), params, (files) =>
    withProgress(session, params, 'Exporting rows', dataset, (onPart) =>
      write(input, { ...params, rules }, files, { pool, signal, onPart }),
    ),
  );
}
