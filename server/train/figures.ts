/** How well unseen sources are judged: the figures of the profile's card and of the evaluation. */

import { argmax, basisPointsPerUnit } from '../engine/numbers.ts';
import type { TypicalScores } from '../engine/typicality.ts';
import { isMatchAt, precisionAt, type UnseenText } from './calibrate-unseen.ts';
import { type ExpertFigures, expertFigures } from './expert-figures.ts';
import { distancesOf, fitTextures } from './fit-textures.ts';
import { fitTypicality, isRight, isUntypical } from './fit-typicality.ts';
import { groupAccuracy } from './group-accuracy.ts';
import { mean } from './mean.ts';
import { type ReliabilityBin, reliabilityOf } from './reliability.ts';
import { namedCount } from './families.ts';

export interface SourceFigures {
  readonly source: string;
  readonly texts: number;
  /** Share of texts of named families whose named family comes first; null if it has none. */
  readonly family: number | null;
  /** The same for groups of 50 texts of one family. */
  readonly familyOf50: number | null;
  readonly matches: number;
  readonly rightMatches: number;
  /** Shares that are untypical, by the other sources' scores, of its texts whose own family comes first and
   *  of the others; null if nothing is known of any. */
  readonly untypicalRight: number | null;
  readonly untypicalWrong: number | null;
  /** Of what its texts are made of, from the nearest other source; null if there is no other. */
  readonly distance: number | null;
}

/** Texts of one model that were called another family's. */
export interface WrongMatches {
  readonly source: string;
  readonly model: string;
  readonly called: string;
  readonly texts: number;
}

export interface UnseenFigures {
  readonly sources: SourceFigures[];
  /** Means over the sources that have named families. */
  readonly family: number;
  readonly familyOf50: number;
  /** Threshold of a match, and what it did. */
  readonly threshold: number;
  readonly matches: number;
  readonly rightMatches: number;
  readonly wrongMatches: WrongMatches[];
  /** Expected calibration error of the most probable family, ten bins, sources and families balanced. */
  readonly calibrationError: number;
  readonly reliability: ReliabilityBin[];
  /** Most texts that can be named with a precision of 0.95. */
  readonly coverageAt95: number;
  /** Human texts called a model. */
  readonly humanTexts: number;
  readonly humanMatches: number;
  readonly experts: ExpertFigures[];
  /** Mean absolute error of a family's share in random mixtures of unseen sources. */
  readonly shareError: number;
  /** Shares within their 95 % intervals, these made without the source. */
  readonly shareCoverage: number;
}

export function unseenFigures(
  texts: readonly UnseenText[],
  families: readonly string[],
  threshold: number,
): Omit<UnseenFigures, 'shareError' | 'shareCoverage'> {
  const textures = fitTextures(texts);
  const distances = distancesOf(textures);
  const sources = textures.sources.map(({ name }, i) => ({
    ...figuresOf(
      name,
      texts.filter((text) => text.source === name),
      texts.filter((text) => text.source !== name),
      families,
      threshold,
    ),
    distance: distances[i]!,
  }));
  const { right, calls } = precisionAt(texts, families, threshold);
  const human = families.indexOf('human');
  const humans = texts.filter((text) => text.family === human);
  const humanMatches = humans.filter(
    (text) => isMatchAt(text, families, threshold) && argmax(text.posterior) !== human,
  );
  const reliability = reliabilityOf(
    texts.map(({ posterior, family, weight }) => {
      const top = argmax(posterior);
      return { probability: posterior[top]! / basisPointsPerUnit, isRight: top === family, weight };
    }),
  );
  return {
    sources,
    family: mean(sources.map((source) => source.family)),
    familyOf50: mean(sources.map((source) => source.familyOf50)),
    threshold,
    matches: calls,
    rightMatches: right,
    wrongMatches: wrongMatches(texts, families, threshold),
    calibrationError: reliability.error,
    reliability: reliability.bins,
    coverageAt95: coverageAt(texts, families, 0.95),
    humanTexts: humans.length,
    humanMatches: humanMatches.length,
    experts: expertFigures(texts, namedCount(families)),
  };
}

function figuresOf(
  source: string,
  texts: readonly UnseenText[],
  others: readonly UnseenText[],
  families: readonly string[],
  threshold: number,
): Omit<SourceFigures, 'distance'> {
  const classes = namedCount(families);
  const scores = fitTypicality(others, families);
  const named = texts.filter((text) => text.family < classes);
  const right = named.filter(
    (text) => argmax(logPosterior(text).subarray(0, classes)) === text.family,
  ).length;
  const { right: rightMatches, calls: matches } = precisionAt(texts, families, threshold);
  return {
    source,
    texts: texts.length,
    family: named.length === 0 ? null : right / named.length,
    familyOf50: named.length === 0 ? null : familyOf(named, 50, classes),
    matches,
    rightMatches,
    untypicalRight: untypicalShare(texts.filter(isRight), scores),
    untypicalWrong: untypicalShare(
      texts.filter((text) => !isRight(text)),
      scores,
    ),
  };
}

/** Most frequent first. */
function wrongMatches(
  texts: readonly UnseenText[],
  families: readonly string[],
  threshold: number,
): WrongMatches[] {
  const wrong = texts
    .filter((text) => isMatchAt(text, families, threshold))
    .map(({ source, model, family, posterior }) => ({
      source,
      model,
      family,
      top: argmax(posterior),
    }))
    .filter(({ family, top }) => top !== family);
  return [...Map.groupBy(wrong, ({ source, model, top }) => JSON.stringify([source, model, top]))]
    .map(([, same]) => ({
      source: same[0]!.source,
      model: same[0]!.model,
      called: families[same[0]!.top]!,
      texts: same.length,
    }))
    .sort((a, b) => b.texts - a.texts);
}

function untypicalShare(texts: readonly UnseenText[], scores: TypicalScores): number | null {
  const known = texts
    .map((text) => isUntypical(scores, text))
    .filter((untypical) => untypical !== null);
  return known.length === 0 ? null : known.filter(Boolean).length / known.length;
}

function familyOf(texts: readonly UnseenText[], size: number, classes: number): number {
  const scored = texts.map((text) => ({ label: text.family, scores: logPosterior(text) }));
  return groupAccuracy(scored, size, classes);
}

function logPosterior(text: UnseenText): Float64Array {
  return Float64Array.from(text.posterior, (points) => Math.log(Math.max(points, 0.5)));
}

/** The largest share of texts that a threshold can name while that many of the names are right. */
function coverageAt(
  texts: readonly UnseenText[],
  families: readonly string[],
  precision: number,
): number {
  const named = texts
    .map((text) => ({ top: argmax(text.posterior), text }))
    .filter(({ top }) => families[top] !== 'other')
    .sort((a, b) => b.text.posterior[b.top]! - a.text.posterior[a.top]!);
  let right = 0;
  let best = 0;
  named.forEach(({ top, text }, index) => {
    if (top === text.family) right++;
    if (right >= precision * (index + 1)) best = index + 1;
  });
  return best / texts.length;
}
