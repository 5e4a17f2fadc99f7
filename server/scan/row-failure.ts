/** What to do about a job that failed because of one of its rows. */

import { cutRows, type LineBatch } from '../dataset/lines.ts';
import { JobFailed, WorkerDied } from './pool.ts';

export function isRowFailure(error: unknown): error is WorkerDied | JobFailed {
  return error instanceof WorkerDied || error instanceof JobFailed;
}

/** The rows before the one that failed, that one, and those after it. */
export function partsAround(batch: LineBatch, { rowsDone }: WorkerDied | JobFailed): LineBatch[] {
  // Where a field is looked for, rows are read first and compared later: then half of them is a guess
  // as good as any.
  const failedAt = rowsDone < batch.rows ? rowsDone : batch.rows >>> 1;
  const [before, rest] = cutRows(batch, failedAt);
  const [failed, after] = cutRows(rest, 1);
  return [before, failed, after].filter(({ rows }) => rows > 0);
}
