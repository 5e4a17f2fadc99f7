/** `teacherprint train`: labelled samples → a profile and its card, both whole or neither. */

import { parse } from 'node:path';
import { escapeTerminal } from '../report/escape-terminal.ts';
import { fileSink, type Sink } from '../report/sink.ts';
import { backgroundCaveats, refuseFewPrompts, refuseTooFew } from '../train/check-samples.ts';
import type { ChosenSamples } from '../train/choose-samples.ts';
import { ledgerLine } from '../train/ledger.ts';
import { describeOwnProfile, type OwnCard } from '../train/own-card.ts';
import { type HeldOutPlan, planHeldOut } from '../train/plan-held-out.ts';
import { cardFileFor } from '../train/read-card.ts';
import { renderOwnCard } from '../train/render-own-card.ts';
import { fitOwnProfileInThread } from '../train/train-thread.ts';
import type { TrainArgs } from './args.ts';
import { type ReadSamples, readSamples } from './chosen-inputs.ts';
import { complain } from './complain.ts';
import { type ExitCode, exitCodes } from './exit-codes.ts';
import { standardOutput } from './output.ts';
import { createSteps, noSteps } from './steps.ts';

export async function runTrain(args: TrainArgs, signal: AbortSignal): Promise<ExitCode> {
  const cardFile = cardFileFor(args.output);
  const outputs = [args.output, cardFile];
  const sinks: Sink[] = [];
  try {
    for (const path of outputs) sinks.push(await fileSink(path));
    const read = await readSamples(args, outputs, signal);
    const { bytes, card } = await learn(args, read, signal);
    const [profileSink, cardSink] = sinks;
    await profileSink!.write(bytes);
    await cardSink!.write(`${JSON.stringify(card, null, 2)}\n`);
    // The card last: a profile with an older card is one without, a card alone is nothing.
    while (sinks.length > 0) await sinks.shift()!.finish();
    const lines = [...renderOwnCard(card), '', `Wrote ${args.output} and its card, ${cardFile}.`];
    await standardOutput.write(lines.map((line) => `${escapeTerminal(line)}\n`).join(''));
    return exitCodes.clean;
  } finally {
    for (const sink of sinks) await sink.discard();
  }
}

async function learn(
  args: TrainArgs,
  { chosen, files, ledger }: ReadSamples,
  signal: AbortSignal,
): Promise<{ bytes: Uint8Array; card: OwnCard }> {
  const { samples, families, languages } = chosen;
  const { way, ...plan } = planned(chosen, ledger);
  const caveats = [...way.caveats, ...backgroundCaveats(chosen)];
  for (const caveat of caveats) complain(caveat);
  const id = args.id ?? parse(args.output).name;
  const steps = args.quiet ? noSteps : createSteps();
  try {
    const learned = `${samples.length.toLocaleString('en')} texts`;
    steps.begin(`learning from ${learned}: five experts, ${way.fits} times each`);
    const profile = await fitOwnProfileInThread(
      { frame: { id, families, languages, heldOut: way.kind }, ...plan },
      () => steps.begin('measuring errors on held-out texts'),
      signal,
    );
    const about = { ...profile, id, families, languages, samples, way, caveats, ledger };
    const read = files.map(({ file, sha256, field }) => ({ file, sha256, field }));
    return { bytes: profile.bytes, card: describeOwnProfile({ ...about, files: read }) };
  } finally {
    steps.done();
  }
}

/** If it cannot be, the ledger says where the texts went. */
function planned(chosen: ChosenSamples, ledger: OwnCard['ledger']): HeldOutPlan {
  try {
    refuseTooFew(chosen);
    const plan = planHeldOut(chosen.samples, chosen.families);
    refuseFewPrompts(chosen, plan);
    return plan;
  } catch (error) {
    complain(ledgerLine(ledger, 'that can be learned from'));
    throw error;
  }
}
