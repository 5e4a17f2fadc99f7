/** `teacherprint references fit`: texts by the candidates → a local profile and its card, both or neither. */

import { parse } from 'node:path';
import {
  makeReferences,
  type ReferencesCard,
  referenceCaveats,
} from '../references/make-references.ts';
import { renderReferencesCard } from '../references/render-card.ts';
import { escapeTerminal } from '../report/escape-terminal.ts';
import { fileSink, type Sink } from '../report/sink.ts';
import { loadProfile } from '../scan/load-profile.ts';
import { ledgerLine } from '../train/ledger.ts';
import { cardFileFor } from '../train/read-card.ts';
import { readSamples } from './chosen-inputs.ts';
import { complain } from './complain.ts';
import { type ExitCode, exitCodes } from './exit-codes.ts';
import { standardOutput } from './output.ts';
import type { ReferencesFitArgs } from './references-args.ts';
import { createSteps, noSteps } from './steps.ts';

export async function runReferencesFit(
  args: ReferencesFitArgs,
  signal: AbortSignal,
): Promise<ExitCode> {
  const cardFile = cardFileFor(args.output);
  const outputs = [args.output, cardFile];
  const sinks: Sink[] = [];
  try {
    for (const path of outputs) sinks.push(await fileSink(path));
    const { bytes, card } = await fit(args, outputs, signal);
    const [profileSink, cardSink] = sinks;
    await profileSink!.write(bytes);
    await cardSink!.write(`${JSON.stringify(card, null, 2)}\n`);
    // The card last: a profile with an older card is one without, a card alone is nothing.
    while (sinks.length > 0) await sinks.shift()!.finish();
    const lines = [
      ...renderReferencesCard(card),
      '',
      `Wrote ${args.output} and its card, ${cardFile}. Judge with it: audit --references ${args.output} PATH`,
    ];
    await standardOutput.write(lines.map((line) => `${escapeTerminal(line)}\n`).join(''));
    return exitCodes.clean;
  } finally {
    for (const sink of sinks) await sink.discard();
  }
}

async function fit(
  args: ReferencesFitArgs,
  outputs: readonly string[],
  signal: AbortSignal,
): Promise<{ bytes: Uint8Array; card: ReferencesCard }> {
  const { bytes: profile, view } = loadProfile(args.profile);
  const { chosen, ...read } = await readSamples(args, outputs, signal);
  const files = read.files.map(({ file, sha256, field }) => ({ file, sha256, field }));
  const steps = args.quiet ? noSteps : createSteps();
  try {
    steps.begin(`learning from ${chosen.samples.length.toLocaleString('en')} references`);
    const id = args.id ?? parse(args.output).name;
    const input = { id, chosen, files, ledger: read.ledger, profile, begunWith: view.id };
    const measuring = (): void => steps.begin('measuring errors on held-out prompts');
    const made = await makeReferences(input, measuring, signal);
    for (const caveat of referenceCaveats(chosen)) complain(caveat);
    return made;
  } catch (error) {
    if (!signal.aborted) complain(ledgerLine(read.ledger, 'that can be learned from'));
    throw error;
  } finally {
    steps.done();
  }
}
