/** `teacherprint explain`: one sample, or one text, with its evidence. */

import { resolve } from 'node:path';
import { text as readAll } from 'node:stream/consumers';
import type { ExplanationView } from '../../protocol/views.ts';
import { fileSource } from '../dataset/byte-source.ts';
import { UserError } from '../dataset/user-error.ts';
import { workerFile } from '../locations.ts';
import { renderExplanation } from '../report/render-explanation.ts';
import { findRow } from '../scan/find-row.ts';
import { loadProfile } from '../scan/load-profile.ts';
import { createWorkerPool, type WorkerPool } from '../scan/pool.ts';
import { readDatasetConfig } from '../settings/config-file.ts';
import type { ExplainArgs } from './args.ts';
import { type ExitCode, exitCodes } from './exit-codes.ts';

export async function runExplain(args: ExplainArgs, signal: AbortSignal): Promise<ExitCode> {
  const { file } = loadProfile(args.profile);
  const pool = createWorkerPool({ profileFile: file, workers: 1, workerFile });
  try {
    const explanation = await explain(args, pool, signal);
    const isJson = args.format === 'json';
    process.stdout.write(
      isJson
        ? JSON.stringify({ schema: 1, ...explanation }, null, 2) + '\n'
        : renderExplanation(explanation, titleOf(args)),
    );
    return explanation.sample.skipped === null ? exitCodes.clean : exitCodes.nothingAnalyzed;
  } finally {
    await pool.close();
  }
}

async function explain(
  { target, field }: ExplainArgs,
  pool: WorkerPool,
  signal: AbortSignal,
): Promise<ExplanationView> {
  if (target.kind === 'text') {
    const text = target.text ?? (await readAll(process.stdin));
    return pool.run({ kind: 'explain-text', text }, signal);
  }
  const source = await fileSource(target.path);
  const { head, bytes } = await findRow(source, target.row);
  const config = await readDatasetConfig(resolve(target.path));
  const chosen =
    field ?? config.field ?? (await pool.run({ kind: 'detect', batch: head }, signal)).field;
  if (chosen === null)
    throw new UserError(`${target.path}: no field with text; name it with --field`);
  const { row, turn } = target;
  return pool.run({ kind: 'explain-row', bytes, row, field: chosen, turn }, signal);
}

function titleOf({ target }: ExplainArgs): string {
  if (target.kind === 'text') return 'TEACHERPRINT ─ a text';
  const turn = target.turn === null ? '' : `, turn ${target.turn}`;
  return `TEACHERPRINT ─ ${target.path}, row ${target.row}${turn}`;
}
