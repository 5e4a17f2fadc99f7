/** How well unseen sources are judged: the figures of the profile's card and of the evaluation. */

import { argmax, basisPointsPerUnit } from '../engine/numbers.ts';
import { createRandom } from '../engine/random.ts';
import { isMatchAt, precisionAt, type UnseenText } from './calibrate-unseen.ts';
import { families, namedFamilies } from './select-samples.ts';

export interface SourceFigures {
  readonly source: string;
  readonly texts: number;
  /** Share of texts of named families whose named family comes first; null if it has none. */
  readonly family: number | null;
  /** The same for groups of 50 texts of one family. */
  readonly familyOf50: number | null;
  readonly matches: number;
  readonly rightMatches: number;
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
  /** Expected calibration error of the most probable family, ten bins, sources and families balanced. */
  readonly calibrationError: number;
  readonly reliability: ReliabilityBin[];
  /** Most texts that can be named with a precision of 0.95. */
  readonly coverageAt95: number;
  /** Human texts called a model. */
  readonly humanTexts: number;
  readonly humanMatches: number;
  /** Mean absolute error of a family's share in random mixtures of unseen sources. */
  readonly shareError: number;
}

export interface ReliabilityBin {
  readonly texts: number;
  readonly probability: number;
  readonly right: number;
}

export function unseenFigures(
  texts: readonly UnseenText[],
  threshold: number,
): Omit<UnseenFigures, 'shareError'> {
  const sources = [...new Set(texts.map((text) => text.source))].map((source) =>
    figuresOf(
      source,
      texts.filter((text) => text.source === source),
      threshold,
    ),
  );
  const { right, calls } = precisionAt(texts, families, threshold);
  const human = families.indexOf('human');
  const humans = texts.filter((text) => text.family === human);
  const humanMatches = humans.filter(
    (text) => isMatchAt(text, families, threshold) && argmax(text.posterior) !== human,
  );
  const reliability = reliabilityOf(texts);
  return {
    sources,
    family: mean(sources.map((source) => source.family)),
    familyOf50: mean(sources.map((source) => source.familyOf50)),
    threshold,
    matches: calls,
    rightMatches: right,
    calibrationError: reliability.error,
    reliability: reliability.bins,
    coverageAt95: coverageAt(texts, 0.95),
    humanTexts: humans.length,
    humanMatches: humanMatches.length,
  };
}

function figuresOf(source: string, texts: UnseenText[], threshold: number): SourceFigures {
  const named = texts.filter((text) => text.family < namedFamilies.length);
  const right = named.filter((text) => likeliestNamed(logPosterior(text)) === text.family).length;
  const { right: rightMatches, calls: matches } = precisionAt(texts, families, threshold);
  return {
    source,
    texts: texts.length,
    family: named.length === 0 ? null : right / named.length,
    familyOf50: named.length === 0 ? null : groupAccuracy(named, 50),
    matches,
    rightMatches,
  };
}

const drawsPerFamily = 50;

/** Groups drawn with replacement from one family's texts, log-probabilities summed. */
function groupAccuracy(texts: readonly UnseenText[], size: number): number {
  const random = createRandom(3);
  const byFamily = Map.groupBy(texts, (text) => text.family);
  const accuracies = [...byFamily].map(([family, own]) => {
    let right = 0;
    for (let draw = 0; draw < drawsPerFamily; draw++) {
      const sums = new Float64Array(families.length);
      for (let i = 0; i < size; i++) {
        const logs = logPosterior(own[random.below(own.length)]!);
        logs.forEach((value, k) => (sums[k]! += value));
      }
      if (likeliestNamed(sums) === family) right++;
    }
    return right / drawsPerFamily;
  });
  return mean(accuracies);
}

function logPosterior(text: UnseenText): Float64Array {
  return Float64Array.from(text.posterior, (points) => Math.log(Math.max(points, 0.5)));
}

function likeliestNamed(values: Float64Array): number {
  return argmax(values.subarray(0, namedFamilies.length));
}

function reliabilityOf(texts: readonly UnseenText[]): { bins: ReliabilityBin[]; error: number } {
  const sums = Array.from({ length: 10 }, () => ({
    texts: 0,
    weight: 0,
    probability: 0,
    right: 0,
  }));
  for (const { posterior, family, weight } of texts) {
    const top = argmax(posterior);
    const probability = posterior[top]! / basisPointsPerUnit;
    const bin = sums[Math.min(9, Math.floor(probability * 10))]!;
    bin.texts++;
    bin.weight += weight;
    bin.probability += weight * probability;
    if (top === family) bin.right += weight;
  }
  const total = sums.reduce((sum, bin) => sum + bin.weight, 0);
  const error = sums.reduce((sum, bin) => sum + Math.abs(bin.probability - bin.right) / total, 0);
  const bins = sums.map((bin) => ({
    texts: bin.texts,
    probability: bin.weight === 0 ? 0 : bin.probability / bin.weight,
    right: bin.weight === 0 ? 0 : bin.right / bin.weight,
  }));
  return { bins, error };
}

/** The largest share of texts that a threshold can name while that many of the names are right. */
function coverageAt(texts: readonly UnseenText[], precision: number): number {
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

export function mean(values: readonly (number | null)[]): number {
  const known = values.filter((value) => value !== null);
  return known.reduce((sum, value) => sum + value, 0) / Math.max(1, known.length);
}
