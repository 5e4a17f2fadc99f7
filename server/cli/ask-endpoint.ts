/** From what was prepared to answers, for a terminal: a preview, somebody's consent, progress, what came of it. */

import { createInterface } from 'node:readline/promises';
import { type CollectedView, collectedWords } from '../../protocol/collecting.ts';
import { count } from '../../protocol/words.ts';
import { UserError } from '../dataset/user-error.ts';
import type { Rounds } from '../endpoint/collect.ts';
import { carryOut, type Prepared } from '../endpoint/collecting.ts';
import { keyFromEnvironment } from '../endpoint/key.ts';
import { escapeTerminal } from '../report/escape-terminal.ts';
import { complain, inform } from './complain.ts';
import type { EndpointArgs } from './endpoint-args.ts';
import { type ExitCode, exitCodes } from './exit-codes.ts';
import { standardOutput } from './output.ts';
import { createSteps, noSteps } from './steps.ts';

/** Looked for before anything else: without it, all preparation is for nothing. */
export function keyOf({ keyEnv }: EndpointArgs): string | null {
  return keyEnv === null ? null : keyFromEnvironment(keyEnv);
}

interface Circumstances {
  readonly key: string | null;
  readonly signal: AbortSignal;
  readonly rounds?: Rounds;
}

/** `unsent`: nothing went out, by somebody's wish. */
export type Asked =
  | { readonly kind: 'asked'; readonly view: CollectedView }
  | { readonly kind: 'unsent'; readonly code: ExitCode };

export async function askEndpoint(
  prepared: Prepared,
  args: EndpointArgs,
  { key, signal, rounds }: Circumstances,
): Promise<Asked> {
  const lines = prepared.preview.map((line) => `${escapeTerminal(line)}\n`).join('');
  if (args.agreed === 'dry-run') {
    await standardOutput.write(`${lines}\nNothing was sent.\n`);
    return { kind: 'unsent', code: exitCodes.clean };
  }
  if (!args.quiet || args.agreed === 'ask') process.stderr.write(lines);
  if (!(await isAgreed(args, prepared, signal))) {
    inform('Nothing was sent.');
    return { kind: 'unsent', code: exitCodes.cancelled };
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
    const { timeouts } = args;
    const carried = { key, timeouts, signal, onEnded, ...(rounds && { rounds }) };
    const view = await carryOut(prepared, args, carried);
    steps.done();
    tell(view);
    return { kind: 'asked', view };
  } finally {
    steps.done();
  }
}

async function isAgreed(
  { agreed }: EndpointArgs,
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

function tell(view: CollectedView): void {
  view.troubles.forEach(complain);
  inform(`${view.output}: ${collectedWords(view)}`);
  const tokens = (view.promptTokens + view.answerTokens).toLocaleString('en');
  inform(`${count(view.calls, 'call')}, ${tokens} tokens, earlier runs included`);
  if (view.cut > 0) inform(`${count(view.cut, 'answer')} cut off at the most tokens`);
  if (view.answeredAs.length > 0) inform(`The server answered as ${view.answeredAs.join(', ')}`);
}
