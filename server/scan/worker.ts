/** Entry of a worker thread: loads the profile, then answers one job after the other. */

import { readFileSync } from 'node:fs';
import { parentPort, workerData } from 'node:worker_threads';
import { readRows } from '../dataset/jsonl.ts';
import type { LineBatch } from '../dataset/lines.ts';
import { UserError } from '../dataset/user-error.ts';
import { type Analyzer, createAnalyzer } from '../engine/analyzer.ts';
import { decodeProfile } from '../engine/profile.ts';
import { detectField } from '../samples/choose-field.ts';
import { parseField, printField } from '../samples/field.ts';
import { explainRow, explainText } from './explain-row.ts';
import { judgeRows } from './judge-rows.ts';
import type { Answer, FieldChoice, Job, Results } from './messages.ts';

/** Rows looked at to find where a file keeps its texts. */
const rowsForDetection = 200;

const analyzer = createAnalyzer(
  decodeProfile(readFileSync((workerData as { profile: string }).profile)),
);

const answer = (message: Answer): void => parentPort?.postMessage(message);

parentPort?.on('message', (job: Job) => {
  perform(job, analyzer).then(
    (result) => {
      answer({ kind: 'result', result });
    },
    (error: unknown) => {
      const message = error instanceof Error ? error.message : String(error);
      answer({ kind: 'failed', message, isUserError: error instanceof UserError });
    },
  );
});

answer({ kind: 'ready' });

async function perform(job: Job, analyzer: Analyzer): Promise<Results[keyof Results]> {
  switch (job.kind) {
    case 'detect':
      return detect(job.batch);
    case 'scan':
      return judgeRows(job.batch, job.field === null ? null : parseField(job.field), analyzer);
    case 'explain-row':
      return explainRow(job.bytes, job.row, parseField(job.field), job.turn, analyzer);
    case 'explain-text':
      return explainText(job.text, analyzer);
  }
}

function detect(batch: LineBatch): FieldChoice {
  const values: unknown[] = [];
  for (const row of readRows(batch)) {
    if (row.kind === 'row') values.push(row.value);
    if (values.length === rowsForDetection) break;
  }
  const { mapping, candidates } = detectField(values);
  return {
    field: mapping === null ? null : printField(mapping),
    shape: mapping?.shape ?? null,
    candidates: [...candidates],
  };
}
