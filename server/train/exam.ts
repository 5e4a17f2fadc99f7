/**
 * The profile that ships, as users have it, on texts that nothing in it was fitted to: neither weights
 * nor calibration nor thresholds. They may not train a profile that ships, which makes them an exam.
 */

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createAnalyzer } from '../engine/analyzer.ts';
import { humanFamily } from '../engine/decide.ts';
import type { Judgement } from '../engine/judgement.ts';
import { basisPointsPerUnit } from '../engine/numbers.ts';
import { decodeProfile } from '../engine/profile.ts';
import { type LabelledSample, readLabelledSamples } from './corpus.ts';
import { groupAccuracy } from './group-accuracy.ts';
import { type ReliabilityBin, reliabilityOf } from './reliability.ts';
import { namedCount } from './families.ts';

export interface ExamFigures {
  readonly families: ExamFamily[];
  /** Texts of named families. */
  readonly texts: number;
  readonly right: number;
  readonly familyOf50: number;
  readonly matches: number;
  readonly rightMatches: number;
  readonly reliability: { readonly bins: readonly ReliabilityBin[]; readonly error: number };
  /** People's texts, and how many were called a model's. */
  readonly humans: number;
  readonly humansCalledModel: number;
  /** Texts of models tuned on others' outputs, of unknown or unnamed families: nobody's here. */
  readonly strangers: number;
  readonly strangerMatches: number;
}

export interface ExamFamily {
  readonly family: string;
  readonly texts: number;
  readonly right: number;
  readonly matches: number;
  readonly rightMatches: number;
}

interface Judged {
  readonly sample: LabelledSample;
  readonly judgement: Judgement;
}

export function sitExam(corpora: string, profileFile: string): ExamFigures {
  const profile = decodeProfile(readFileSync(profileFile));
  const analyzer = createAnalyzer(profile);
  const judged = examTexts(corpora)
    .map((sample): Judged => ({ sample, judgement: analyzer.judge(sample.text) }))
    .filter(({ judgement }) => judgement.verdict !== 'too-short');
  const named = profile.families.slice(0, namedCount(profile.families));
  const known = judged.filter(({ sample }) => named.includes(sample.family));
  const humans = judged.filter(({ sample }) => sample.family === humanFamily);
  const strangers = judged.filter(
    ({ sample }) => !named.includes(sample.family) && sample.family !== humanFamily,
  );
  const scored = known.map(({ sample, judgement: { posterior } }) => ({
    label: named.indexOf(sample.family),
    scores: posterior.map((points) => Math.log(Math.max(points, 0.5))),
  }));
  const total = tally(known);
  return {
    families: [...Map.groupBy(known, ({ sample }) => sample.family)]
      .map(([family, own]) => ({ family, ...tally(own) }))
      .sort((a, b) => b.texts - a.texts),
    ...total,
    familyOf50: groupAccuracy(scored, 50, named.length),
    reliability: reliabilityOf(
      known.map(({ sample, judgement }) => ({
        probability: Math.max(...judgement.posterior) / basisPointsPerUnit,
        isRight: judgement.family === sample.family,
        weight: 1,
      })),
    ),
    humans: humans.length,
    humansCalledModel: humans.filter(
      ({ judgement }) => judgement.verdict === 'match' && judgement.family !== humanFamily,
    ).length,
    strangers: strangers.length,
    strangerMatches: strangers.filter(({ judgement }) => judgement.verdict === 'match').length,
  };
}

/** English texts of the sources and people that took no part in training. */
function examTexts(corpora: string): LabelledSample[] {
  const read = (source: string): LabelledSample[] =>
    readLabelledSamples(join(corpora, `${source}.jsonl.gz`));
  return [
    ...read('alpaca_eval'),
    ...read('human_instruct').filter(({ model }) => model !== 'human(dolly)'),
  ].filter(({ lang }) => lang === 'en');
}

function tally(judged: readonly Judged[]): Omit<ExamFamily, 'family'> {
  const isRight = ({ sample, judgement }: Judged): boolean => judgement.family === sample.family;
  const matches = judged.filter(({ judgement }) => judgement.verdict === 'match');
  return {
    texts: judged.length,
    right: judged.filter(isRight).length,
    matches: matches.length,
    rightMatches: matches.filter(isRight).length,
  };
}
