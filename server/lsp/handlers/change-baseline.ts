/** Makes, extends or shortens the baseline that a dataset belongs to. */

import { dirname, join } from 'node:path';
import { baselineFileName } from '../../../protocol/commands.ts';
import type { ChangeBaselineParams, ChangedBaseline } from '../../../protocol/messages.ts';
import { collectFindings } from '../../acting/collect-findings.ts';
import { UserError } from '../../dataset/user-error.ts';
import { readDatasetConfig } from '../../settings/config-file.ts';
import { changeBaseline as change, checkBaselineAction } from '../../settings/edit-baseline.ts';
import { savedPathOf } from '../file-path.ts';
import { sourceOf } from '../open-source.ts';
import type { Session } from '../session.ts';
import { withProgress } from '../task-progress.ts';

export async function changeBaseline(
  session: Session,
  params: ChangeBaselineParams,
  signal: AbortSignal,
): Promise<ChangedBaseline> {
  const { uri, action } = params;
  const dataset = savedPathOf(uri);
  const config = await readDatasetConfig(dataset);
  const [problem] = config.problems;
  if (problem !== undefined) throw new UserError(problem);
  const path = config.baseline ?? join(dirname(config.configFile), baselineFileName);
  await checkBaselineAction(path, action, false);
  const { pool } = await session.engine(uri);
  const source = await sourceOf(session, uri);
  const audited = { source, config, field: config.field };
  const found = await withProgress(session, params, 'Reading findings', source, (onPart) =>
    collectFindings(audited, pool, signal, onPart),
  );
  const changed = await session.configs.during(() =>
    change(path, action, new Map([[dataset, found]])),
  );
  if (config.baseline === null) await session.configs.setBaseline(config.configFile, path);
  session.onConfigWritten();
  return { path, ...changed };
}
