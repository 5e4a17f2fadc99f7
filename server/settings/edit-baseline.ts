/** Makes, extends and shortens baselines. */

import { resolve, dirname } from 'node:path';
import type { BaselineAction } from '../../protocol/commands.ts';
import type { BaselineChangeView } from '../../protocol/views.ts';
import { UserError } from '../dataset/user-error.ts';
import { type Baseline, readBaseline, writeBaseline } from './baseline-file.ts';
import {
  commonOf,
  countFindings,
  emptyFindingSet,
  type FindingSet,
  unionOf,
} from './finding-set.ts';
import { pathInBaseline } from './known-findings.ts';
import { isThere } from './whole-file.ts';

/** Throws a `UserError` now rather than after an hour of reading, if the action makes no sense. */
export async function checkBaselineAction(
  file: string,
  action: BaselineAction,
  mayReplace: boolean,
): Promise<void> {
  if (action !== 'create') await readBaseline(file);
  else if (!mayReplace && (await isThere(file))) {
    throw new UserError(`${file}: there is a baseline already; update it, or delete it first`);
  }
}

/** `found`: path of a dataset → all that was found in it now. */
export async function changeBaseline(
  file: string,
  action: BaselineAction,
  found: ReadonlyMap<string, FindingSet>,
): Promise<BaselineChangeView> {
  // Read only now: somebody else may have changed it while the datasets were read.
  const before: Baseline =
    action === 'create' ? new Map<string, FindingSet>() : await readBaseline(file);
  const after: Baseline = new Map(before);
  for (const [dataset, findings] of found) {
    const path = pathInBaseline(file, dataset);
    const known = before.get(path) ?? emptyFindingSet();
    after.set(path, action === 'prune' ? commonOf(known, findings) : unionOf(known, findings));
  }
  if (action === 'prune') await forgetLost(after, file);
  await writeBaseline(file, after);
  const shared = [...before].map(([path, known]) =>
    countFindings(commonOf(known, after.get(path) ?? emptyFindingSet())),
  );
  const kept = shared.reduce((sum, count) => sum + count, 0);
  return { added: total(after) - kept, removed: total(before) - kept, entries: total(after) };
}

/** Datasets that are no longer there have no findings. */
async function forgetLost(baseline: Baseline, file: string): Promise<void> {
  for (const path of baseline.keys()) {
    if (!(await isThere(resolve(dirname(file), path)))) baseline.delete(path);
  }
}

function total(baseline: Baseline): number {
  return [...baseline.values()].reduce((sum, findings) => sum + countFindings(findings), 0);
}
