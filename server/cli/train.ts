/** `teacherprint train`: labelled samples → a profile and its card, both whole or neither. */

import { parse, resolve } from 'node:path';
import { UserError } from '../dataset/user-error.ts';
import { escapeTerminal } from '../report/escape-terminal.ts';
import { fileSink, refuseToReplace, type Sink } from '../report/sink.ts';
import { backgroundCaveats, refuseFewPrompts, refuseTooFew } from '../train/check-samples.ts';
import { chooseSamples, type ChosenSamples } from '../train/choose-samples.ts';
import { isWorthTelling, ledgerLine, ledgerOf, type UnusedText } from '../train/ledger.ts';
import { describeOwnProfile, type OwnCard } from '../train/own-card.ts';
import { type HeldOutPlan, planHeldOut } from '../train/plan-held-out.ts';
import { cardFileOf } from '../train/read-card.ts';
import type { LabelledText } from '../train/read-labelled.ts';
import { renderOwnCard } from '../train/render-own-card.ts';
import { fitOwnProfileInThread } from '../train/train-thread.ts';
import type { TrainArgs } from './args.ts';
import { complain } from './complain.ts';
import { type ExitCode, exitCodes } from './exit-codes.ts';
import {
  openLabelled,
  type ReadFile,
  readLabelledFile,
  refuseWithoutLabels,
  tellUnused,
} from './labelled-inputs.ts';
import { standardOutput } from './output.ts';
import { createSteps, noSteps } from './steps.ts';

interface Read {
  readonly chosen: ChosenSamples;
  readonly files: readonly ReadFile[];
  readonly ledger: OwnCard['ledger'];
}

export async function runTrain(args: TrainArgs, signal: AbortSignal): Promise<ExitCode> {
  const cardFile = cardFileOf(args.output);
  if (resolve(cardFile) === resolve(args.output)) {
    throw new UserError(
      `--output ${args.output}: the card gets this name; write it like my.profile`,
    );
  }
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

async function readSamples(
  args: TrainArgs,
  outputs: readonly string[],
  signal: AbortSignal,
): Promise<Read> {
  const texts: LabelledText[] = [];
  const unused: UnusedText[] = [];
  const files: ReadFile[] = [];
  for (const source of await openLabelled(args.paths)) {
    refuseToReplace(
      source.name,
      'learned from',
      outputs.map((path) => ({ path })),
    );
    const file = await readLabelledFile(source, args, signal, (part) => {
      for (const text of part.texts) texts.push(text);
      for (const text of part.unused) unused.push(text);
    });
    files.push(file);
  }
  refuseWithoutLabels(
    texts.map(({ labels }) => labels),
    args.labels,
  );
  const chosen = await chooseSamples(texts);
  for (const own of Map.groupBy(chosen.unused.filter(isWorthTelling), ({ file }) => file).values())
    tellUnused(own);
  const rows = files.reduce((sum, file) => sum + file.rows, 0);
  const ledger = ledgerOf(rows, chosen.samples.length, [...unused, ...chosen.unused]);
  return { chosen, files, ledger };
}

async function learn(
  args: TrainArgs,
  { chosen, files, ledger }: Read,
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
