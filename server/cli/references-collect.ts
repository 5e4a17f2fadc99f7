/** `teacherprint references collect`: prompts of datasets → answers of models, after a preview. */

import type { CollectedView } from '../../protocol/collecting.ts';
import { UserError } from '../dataset/user-error.ts';
import type { Dataset } from '../dataset/dataset.ts';
import { prepare } from '../endpoint/collecting.ts';
import { openInput, openInputs } from '../inputs/open-inputs.ts';
import { askEndpoint, keyOf } from './ask-endpoint.ts';
import { type ExitCode, exitCodes } from './exit-codes.ts';
import { parseCollectArgs } from './references-collect-args.ts';

export async function runCollect(argv: readonly string[], signal: AbortSignal): Promise<ExitCode> {
  const args = parseCollectArgs(argv);
  const key = keyOf(args);
  const prepared = await prepare(await openAll(args.paths), args, args.keyEnv, signal);
  const asked = await askEndpoint(prepared, args, { key, signal });
  return asked.kind === 'unsent' ? asked.code : exitCodeOf(asked.view, signal);
}

async function openAll(paths: readonly string[]): Promise<Dataset[]> {
  const datasets: Dataset[] = [];
  for await (const input of openInputs(paths, (path) => openInput(path))) {
    if ('problem' in input) throw new UserError(input.problem);
    datasets.push(input);
  }
  return datasets;
}

function exitCodeOf({ answered, planned }: CollectedView, signal: AbortSignal): ExitCode {
  if (signal.aborted) return exitCodes.cancelled;
  if (answered === 0) return exitCodes.nothingAnalyzed;
  // Who relies on all answers must hear of it.
  return answered < planned ? exitCodes.usage : exitCodes.clean;
}
