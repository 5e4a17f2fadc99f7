/** Inputs → units. The one time that large files are read to their end before anything is judged. */

import { fileSource } from '../dataset/byte-source.ts';
import { datasetOf } from '../dataset/dataset.ts';
import { divideLines, isDivisible, type LineRange } from '../dataset/line-range.ts';
import { detectInBatch, scanLineOptions } from '../scan/detect-field.ts';
import type { WorkerPool } from '../scan/pool.ts';
import { isFile, type PlannedFile, type PlanSettings, type RunRequest, type Unit } from './plan.ts';

export interface Planning {
  readonly pool: WorkerPool;
  readonly signal: AbortSignal;
  /** Of the file that is looked at. */
  readonly onProgress: (bytesDone: number, bytesTotal: number) => void;
}

export async function makeUnits(request: RunRequest, planning: Planning): Promise<Unit[]> {
  const units: Unit[] = [];
  for (const [input, file] of request.inputs.entries()) {
    planning.signal.throwIfAborted();
    if (!isFile(file)) continue;
    const parts = await divideFile(file, request.settings, planning);
    units.push(...parts.map((part) => ({ input, ...part })));
  }
  return units;
}

type Part = Omit<Unit, 'input'>;

async function divideFile(
  file: PlannedFile,
  settings: PlanSettings,
  planning: Planning,
): Promise<Part[]> {
  const whole: Part[] = [{ range: null, field: file.field }];
  const rangeBytes = settings.unitMegabytes << 20;
  // What a baseline knows of broken rows is counted along the file.
  if (file.bytes <= rangeBytes || file.baseline !== null) return whole;
  const source = await fileSource(file.path);
  if (!(await isDivisible(source))) return whole;
  const found = await findField(file, rangeBytes, planning);
  if (found === null) return whole;
  const chunks = report(source.chunks(), file, planning);
  const maxRows = settings.maxRows ?? Infinity;
  const ranges = await divideLines(chunks, { rangeBytes, firstBytes: found.byteEnd, maxRows });
  return ranges.map((range, i) => ({ range, field: i === 0 ? file.field : found.field }));
}

async function* report(
  chunks: AsyncIterable<Uint8Array>,
  file: PlannedFile,
  { onProgress, signal }: Planning,
): AsyncGenerator<Uint8Array> {
  let bytesDone = 0;
  for await (const chunk of chunks) {
    signal.throwIfAborted();
    yield chunk;
    onProgress((bytesDone += chunk.length), file.bytes);
  }
}

/** The field, and where the batch ends in which a scan of the whole file finds it: the first unit holds
 *  that batch and finds it as well, all others are told. Null if that takes too long. */
async function findField(
  { path, field }: PlannedFile,
  mostBytes: number,
  { pool, signal }: Planning,
): Promise<{ field: string; byteEnd: LineRange['byteEnd'] } | null> {
  if (field !== null) return { field, byteEnd: 0 };
  for await (const batch of datasetOf(await fileSource(path)).batches(scanLineOptions)) {
    signal.throwIfAborted();
    if (batch.kind === 'unread') continue;
    const byteEnd = batch.byteStart + batch.bytes.length;
    if (byteEnd > mostBytes) return null;
    const choice = await detectInBatch(batch, pool, signal);
    if (choice.field !== null) return { field: choice.field, byteEnd };
  }
  return null;
}
