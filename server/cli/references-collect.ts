/** `teacherprint references collect`: prompts of datasets → answers of models, after a preview. */

import { createInterface } from 'node:readline/promises';
import { type CollectedView, collectedWords } from '../../protocol/collecting.ts';
import { count } from '../../protocol/words.ts';
import { UserError } from '../dataset/user-error.ts';
import type { Dataset } from '../dataset/dataset.ts';
import { carryOut, type Prepared, prepare } from '../endpoint/collecting.ts';
import { keyFromEnvironment } from '../endpoint/key.ts';
import { escapeTerminal } from '../report/escape-terminal.ts';
import { complain, inform } from './complain.ts';
import { type ExitCode, exitCodes } from './exit-codes.ts';
import { openInput, openInputs } from '../inputs/open-inputs.ts';
import { standardOutput } from './output.ts';
import { type CollectArgs, parseCollectArgs } from './references-collect-args.ts';
import { createSteps, noSteps } from './steps.ts';

export async function runCollect(argv: readonly string[], signal: AbortSignal): Promise<ExitCode> {
  const args = parseCollectArgs(argv);
  const key = args.keyEnv === null ? null : keyFromEnvironment(args.keyEnv);
  const prepared = await prepare(await openAll(args.paths), args, args.keyEnv, signal);
  const lines = prepared.preview.map((line) => `${escapeTerminal(line)}\n`).join('');
  if (args.agreed === 'dry-run') {
    await standardOutput.write(`${lines}\nNothing was sent.\n`);
    return exitCodes.clean;
  }
  if (!args.quiet || args.agreed === 'ask') process.stderr.write(lines);
  if (!(await isAgreed(args, prepared, signal))) {
    inform('Nothing was sent.');
    return exitCodes.cancelled;
  }
  const steps = args.quiet ? noSteps : createSteps();
  const total = prepared.plan.calls.length;
  // A log wants no line for each.
  const each = process.stderr.isTTY ? 1 : Math.ceil(total / 10);
  const onEnded = (ended: number): void => {
    if (ended % each === 0)
      steps.begin(`${ended.toLocaleString('en')} of ${count(total, 'question')}`);
  };
  try {
    const view = await carryOut(prepared, args, { ...args, key, signal, onEnded });
    steps.done();
    return tell(view, signal);
  } finally {
    steps.done();
  }
}

async function openAll(paths: readonly string[]): Promise<Dataset[]> {
  const datasets: Dataset[] = [];
  for await (const input of openInputs(paths, (path) => openInput(path))) {
    if ('problem' in input) throw new UserError(input.problem);
    datasets.push(input);
  }
  return datasets;
}

async function isAgreed(
  { agreed }: CollectArgs,
  { left }: Prepared,
  signal: AbortSignal,
): Promise<boolean> {
  if (agreed === 'yes' || left === 0) return true;
  if (!process.stdin.isTTY) {
    throw new UserError(
      'nothing was sent: there is nobody to ask; say --yes if this is what you want, or --dry-run to only look',
    );
  }
  const terminal = createInterface({ input: process.stdin, output: process.stderr });
  const refused = new AbortController();
  // While a question is open, Ctrl-C is a key like any other.
  terminal.once('SIGINT', () => {
    refused.abort();
  });
  const either = AbortSignal.any([signal, refused.signal]);
  const question = `\nSend ${count(left, 'question')}? [y/N] `;
  try {
    const answer = await terminal.question(question, { signal: either });
    return /^y(?:es)?$/i.test(answer.trim());
  } catch (error) {
    if (either.aborted) return false;
    throw error;
  } finally {
    terminal.close();
  }
}

function tell(view: CollectedView, signal: AbortSignal): ExitCode {
  view.troubles.forEach(complain);
  inform(`${view.output}: ${collectedWords(view)}`);
  const tokens = (view.promptTokens + view.answerTokens).toLocaleString('en');
  inform(`${count(view.calls, 'call')}, ${tokens} tokens, earlier runs included`);
  if (view.cut > 0) inform(`${count(view.cut, 'answer')} cut off at the most tokens`);
  if (view.answeredAs.length > 0) inform(`The server answered as ${view.answeredAs.join(', ')}`);
  if (signal.aborted) return exitCodes.cancelled;
  if (view.answered === 0) return exitCodes.nothingAnalyzed;
  // Who relies on all answers must hear of it.
  return view.answered < view.planned ? exitCodes.usage : exitCodes.clean;
}
