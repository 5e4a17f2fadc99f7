/** One unit: scanned, and its result written. */

import { fileSource } from '../dataset/byte-source.ts';
import type { Dataset } from '../dataset/dataset.ts';
import { lineRange } from '../dataset/line-range.ts';
import { isUserError, UserError } from '../dataset/user-error.ts';
import { openFile } from '../scan/open-dataset.ts';
import type { WorkerPool } from '../scan/pool.ts';
import { scanDataset, type ScannedPart } from '../scan/scan-dataset.ts';
import { AuditSummary, type SummaryOptions } from '../scan/summary.ts';
import type { AgreedPlan } from './agree-on-plan.ts';
import { fileOf, identityOf, type PlannedFile, type Unit } from './plan.ts';
import { SampleWriter } from './sample-file.ts';
import { samplesFile, writeResult } from './unit-result.ts';

export interface UnitWork {
  readonly folder: string;
  readonly agreed: AgreedPlan;
  readonly pool: WorkerPool;
  readonly signal: AbortSignal;
  readonly onPart: (part: ScannedPart) => void;
}

/** Returns why the file could not be read to its end, if so; what came before is in the result. Throws a
 *  `UserError` if the file is not the one that the plan is about. */
export async function doUnit(
  index: number,
  options: SummaryOptions,
  work: UnitWork,
): Promise<string | null> {
  const { folder, agreed, signal } = work;
  const unit = agreed.plan.units[index]!;
  const file = fileOf(agreed.plan, unit);
  await checkUnchanged(file, folder);
  const summary = new AuditSummary(options);
  const samples = agreed.plan.keepsSamples
    ? await SampleWriter.create(samplesFile(folder, index))
    : null;
  try {
    const problem = await scanUnit(unit, file, work, async (part) => {
      summary.add(part);
      await samples?.add(part.records);
    });
    signal.throwIfAborted();
    await checkUnchanged(file, folder);
    await writeResult(folder, {
      plan: agreed.id,
      unit: index,
      summary: summary.state(),
      stale: options.known?.stale() ?? null,
      problem,
      samples: (await samples?.finish()) ?? null,
    });
    return problem;
  } catch (error) {
    await samples?.discard();
    throw error;
  }
}

async function scanUnit(
  { range, field }: Unit,
  { name }: PlannedFile,
  { agreed, pool, signal, onPart }: UnitWork,
  keep: (part: ScannedPart) => Promise<void>,
): Promise<string | null> {
  const { by, maxRows } = agreed.plan.settings;
  const options = { field, by, maxRows: maxRows ?? Infinity };
  try {
    const dataset: Dataset =
      range === null ? await openFile(name) : lineRange(await fileSource(name), range);
    for await (const part of scanDataset(dataset, pool, options, signal)) {
      await keep(part);
      onPart(part);
    }
    return null;
  } catch (error) {
    if (!signal.aborted && isUserError(error)) return error.message;
    throw error;
  }
}

async function checkUnchanged(file: PlannedFile, folder: string): Promise<void> {
  const { bytes, modified } = await identityOf(file.path);
  if (bytes === file.bytes && modified === file.modified) return;
  throw new UserError(
    `${file.name}: changed since the run in ${folder} was begun; begin a new run folder`,
  );
}
