/** `teacherprint explain`: one sample, or one text, with its evidence. */

import { resolve } from 'node:path';
import type { ExplanationView } from '../../protocol/views.ts';
import { defaultLineOptions } from '../dataset/lines.ts';
import { UserError } from '../dataset/user-error.ts';
import { renderExplanation } from '../report/render-explanation.ts';
import { fileSink, refuseToReplace } from '../report/sink.ts';
import { explainInDataset } from '../scan/explain-in-dataset.ts';
import { openFile } from '../scan/open-dataset.ts';
import { readDatasetConfig } from '../settings/config-file.ts';
import type { ExplainArgs, ExplainFormat } from './args.ts';
import { complain } from './complain.ts';
import { type ExitCode, exitCodes } from './exit-codes.ts';
import { Judges } from './judges.ts';
import { standardOutput } from './output.ts';

export async function runExplain(args: ExplainArgs, signal: AbortSignal): Promise<ExitCode> {
  if (args.target.kind === 'row') refuseToReplace(args.target.path, 'explained', args.outputs);
  const judges = new Judges({ ...args, jobs: 1 });
  try {
    const explanation = await explain(args, judges, signal);
    for (const { format, path } of args.outputs) {
      await writeTo(path, render(explanation, format, args));
    }
    return explanation.sample.skipped === null ? exitCodes.clean : exitCodes.nothingAnalyzed;
  } finally {
    await judges.close();
  }
}

async function writeTo(path: string | null, text: string): Promise<void> {
  const sink = path === null ? standardOutput : await fileSink(path);
  try {
    await sink.write(text);
  } catch (error) {
    await sink.discard();
    throw error;
  }
  await sink.finish();
}

function render(explanation: ExplanationView, format: ExplainFormat, args: ExplainArgs): string {
  if (format === 'pretty') return renderExplanation(explanation, titleOf(args));
  return JSON.stringify({ schema: 1, ...explanation }, null, 2) + '\n';
}

async function explain(
  { target, field }: ExplainArgs,
  judges: Judges,
  signal: AbortSignal,
): Promise<ExplanationView> {
  if (target.kind === 'text') {
    const { pool } = judges.of(null);
    const text = target.text ?? (await readStandardInput());
    return pool.run({ kind: 'explain-text', text }, signal);
  }
  const config = await readDatasetConfig(resolve(target.path));
  config.problems.forEach(complain);
  const { pool } = judges.of(config);
  const place = { row: target.row, turn: target.turn, field: field ?? config.field };
  return explainInDataset(await openFile(target.path), place, pool, signal);
}

/** No longer than a row may be: nobody means to have a dataset judged as one text. */
async function readStandardInput(): Promise<string> {
  const { maxRowBytes } = defaultLineOptions;
  let text = '';
  process.stdin.setEncoding('utf8');
  for await (const part of process.stdin as AsyncIterable<string>) {
    text += part;
    if (text.length > maxRowBytes) {
      throw new UserError(
        `the text is longer than ${maxRowBytes >> 20} MiB; to read rows, use audit`,
      );
    }
  }
  return text;
}

function titleOf({ target }: ExplainArgs): string {
  if (target.kind === 'text') return 'TEACHERPRINT ─ a text';
  const turn = target.turn === null ? '' : `, turn ${target.turn}`;
  return `TEACHERPRINT ─ ${target.path}, row ${target.row}${turn}`;
}
