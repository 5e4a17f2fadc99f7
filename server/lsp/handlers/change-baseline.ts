/** Makes, extends or shortens the baseline that a file belongs to. */

import { dirname, join } from 'node:path';
import { baselineFileName } from '../../../protocol/commands.ts';
import type { ChangeBaselineParams, ChangedBaseline } from '../../../protocol/messages.ts';
import { collectFindings } from '../../acting/collect-findings.ts';
import { UserError } from '../../dataset/user-error.ts';
import { readDatasetConfig } from '../../settings/config-file.ts';
import { changeBaseline as change, checkBaselineAction } from '../../settings/edit-baseline.ts';
import { savedPathOf } from '../file-path.ts';
import { datasetOf } from '../open-dataset.ts';
import type { Session } from '../session.ts';
import { withProgress } from '../task-progress.ts';

export async function changeBaseline(
  session: Session,
  params: ChangeBaselineParams,
  signal: AbortSignal,
): Promise<ChangedBaseline> {
  const { uri, action } = params;
  const file = savedPathOf(uri);
  const config = await readDatasetConfig(file);
  const [problem] = config.problems;
  if (problem !== undefined) throw new UserError(problem);
  const path = config.baseline ?? join(dirname(config.configFile), baselineFileName);
  await checkBaselineAction(path, action, false);
  const { pool } = await session.engine(uri);
  const dataset = await datasetOf(session, uri);
  const audited = { dataset, config, field: config.field };
  const found = await withProgress(session, params, 'Reading findings', dataset, (onPart) =>
    collectFindings(audited, pool, signal, onPart),
  );
  const changed = await session.configs.during(() =>
    change(path, action, new Map([[file, found]])),
  );
  if (config.baseline === null) await session.configs.setBaseline(config.configFile, path);
  session.onConfigWritten();
  return { path, ...changed };
}
