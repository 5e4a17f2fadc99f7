/** Entry of a worker thread: loads the profile, then answers one job after the other. */

import { parentPort, workerData } from 'node:worker_threads';
import { readRows } from '../dataset/jsonl.ts';
import type { LineBatch } from '../dataset/lines.ts';
import { isUserError } from '../dataset/user-error.ts';
import { createAnalyzer } from '../engine/analyzer.ts';
import { decodeProfile } from '../engine/profile.ts';
import { detectField } from '../samples/choose-field.ts';
import { parseField, printField } from '../samples/field.ts';
import { copyUnits } from './copy-units.ts';
import { explainRow, explainText } from './explain-row.ts';
import { judgeRows } from './judge-rows.ts';
import type { Answer, FieldChoice, Job, Results, WorkerStart } from './messages.ts';
import { buffersOf, isPacked, packRecords } from './pack-records.ts';
import { searchRows } from './search-rows.ts';

/** Rows looked at to find where a file keeps its texts. */
const rowsForDetection = 200;

const { profile, rowsDone } = workerData as WorkerStart;
const analyzer = createAnalyzer(decodeProfile(profile), copyUnits);

const answer = (message: Answer): void => {
  const moved =
    message.kind === 'result' && isPacked(message.result) ? buffersOf(message.result) : [];
  parentPort?.postMessage(message, moved);
};
const countRow = (): void => void Atomics.add(rowsDone, 0, 1);

parentPort?.on('message', (job: Job) => {
  perform(job).then(
    (result) => {
      answer({ kind: 'result', result });
    },
    (error: unknown) => {
      if (isUserError(error)) answer({ kind: 'refused', message: error.message });
      else answer({ kind: 'failed', stack: stackOf(error) });
    },
  );
});

answer({ kind: 'ready' });

async function perform(job: Job): Promise<Results[keyof Results]> {
  switch (job.kind) {
    case 'detect':
      return detect(job.batch);
    case 'scan': {
      const mapping = job.field === null ? null : parseField(job.field);
      const reading = { mapping, by: job.by };
      return packRecords(await judgeRows(job.batch, reading, analyzer, countRow));
    }
    case 'explain-row':
      return explainRow(job.batch, parseField(job.field), job.turn, analyzer);
    case 'explain-text':
      return explainText(job.text, analyzer);
    case 'search':
      return searchRows(job.batch, job.text);
  }
}

function stackOf(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}

/** The first rows that have a text anywhere decide. */
function detect(batch: LineBatch): FieldChoice {
  let values: unknown[] = [];
  for (const row of readRows(batch)) {
    if (row.kind === 'row') values.push(row.value);
    countRow();
    if (values.length < rowsForDetection) continue;
    const choice = choose(values);
    if (choice.field !== null) return choice;
    values = [];
  }
  return choose(values);
}

function choose(rows: readonly unknown[]): FieldChoice {
  const { mapping, candidates } = detectField(rows);
  return {
    field: mapping === null ? null : printField(mapping),
    shape: mapping?.shape ?? null,
    candidates: [...candidates],
  };
}
