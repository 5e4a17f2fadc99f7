/** One protocol: everybody learns from the same texts and judges the same others. */

import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { createAnalyzer } from '../../server/engine/analyzer.ts';
import { decodeProfile } from '../../server/engine/profile.ts';
import { defaultProfileFile } from '../../server/locations.ts';
import { copyUnits } from '../../server/scan/copy-units.ts';
import { foldOf, type LabelledSample } from '../../server/train/corpus.ts';
import { evaluateInDomain, folds, testFolds } from '../../server/train/in-domain.ts';
import { mean } from '../../server/train/mean.ts';
import { median } from '../repeat.ts';
import { fitFastText } from './fasttext.ts';
import type { FittedPeer, Split } from './fitted-peer.ts';
import { fitScikitLearn } from './scikit-learn.ts';

export interface Comparison {
  readonly name: string;
  readonly samples: number;
  readonly models: number;
  /** Texts that speed is measured on, and their mean length. */
  readonly timedTexts: number;
  readonly meanChars: number;
  readonly rows: readonly Row[];
}

export interface Row {
  readonly who: string;
  /** Share of texts whose model comes first, mean over the test folds. */
  readonly accuracy: number;
  /** Median of the rounds. */
  readonly textsPerSecond: number;
}

const peers = [
  { who: 'fastText', fit: fitFastText },
  { who: 'scikit-learn', fit: fitScikitLearn },
];
export const rounds = 3;

export async function compare(
  name: string,
  samples: readonly LabelledSample[],
  folder: string,
): Promise<Comparison> {
  const say = (what: string): void => console.error(`${name}: ${what}`);
  say('our method learns');
  const ours = { who: 'Teacherprint', accuracies: [(await evaluateInDomain(samples, [])).model] };
  const others = peers.map(({ who }) => ({ who, accuracies: [] as number[] }));
  const splits = testFolds.map((fold) => splitAt(fold, samples));
  const speeds: number[][] = [];
  for (const [index, split] of splits.entries()) {
    const fitted: FittedPeer[] = [];
    for (const [i, { who, fit }] of peers.entries()) {
      say(`${who} learns, fold ${testFolds[index]!}`);
      fitted.push(await fit(split, folder));
      const accuracy = shareRight(split, (await fitted[i]!.judge()).models);
      say(`right: ${accuracy.toFixed(3)}`);
      others[i]!.accuracies.push(accuracy);
    }
    // One fold is enough to time: it is the same work on the other.
    if (index === 0) speeds.push(...(await timeAll(split, fitted)));
    for (const peer of fitted) await peer.stop();
  }
  const timed = splits[0]!.heldOut;
  return {
    name,
    samples: samples.length,
    models: new Set(samples.map(({ model }) => model)).size,
    timedTexts: timed.length,
    meanChars: mean(timed.map(({ text }) => text.length)),
    rows: [ours, ...others].map(({ who, accuracies }, i) => ({
      who,
      accuracy: mean(accuracies),
      textsPerSecond: timed.length / median(speeds.map((round) => round[i]!)),
    })),
  };
}

function splitAt(fold: number, samples: readonly LabelledSample[]): Split {
  const isHeldOut = ({ promptId }: LabelledSample): boolean => foldOf(promptId, folds) === fold;
  return {
    learned: samples.filter((sample) => !isHeldOut(sample)),
    heldOut: samples.filter(isHeldOut),
  };
}

function shareRight({ heldOut }: Split, models: readonly string[]): number {
  if (models.length !== heldOut.length) throw new Error('not every text was judged');
  return heldOut.filter(({ model }, i) => models[i] === model).length / heldOut.length;
}

/** Seconds for the held-out texts, ours first; all in each round, so that a busy minute falls on all. */
async function timeAll({ heldOut }: Split, fitted: readonly FittedPeer[]): Promise<number[][]> {
  const profile = decodeProfile(readFileSync(fileURLToPath(defaultProfileFile)));
  const analyzer = createAnalyzer(profile, copyUnits);
  const judgeAll = (): number => {
    const started = performance.now();
    for (const { text } of heldOut) analyzer.judge(text);
    return (performance.now() - started) / 1000;
  };
  // The first pass runs code that is not compiled yet; the peers have judged once as well.
  judgeAll();
  const seconds: number[][] = [];
  while (seconds.length < rounds) {
    const round = [judgeAll()];
    for (const peer of fitted) round.push((await peer.judge()).seconds);
    seconds.push(round);
  }
  return seconds;
}
