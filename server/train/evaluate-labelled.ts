/** Texts of known authors, as a profile judged them → how often it was right, family by family. */

import { otherFamily } from '../engine/decide.ts';
import { isBackground } from './families.ts';
import { type Rate, rateOf } from './rate.ts';
import { type ReliabilityBin, reliabilityOf } from './reliability.ts';

/** One judged text. */
export interface JudgedLabel {
  /** Who wrote it, by its label. */
  readonly family: string;
  /** The family that came first, and its probability. */
  readonly called: string;
  readonly probability: number;
  readonly isMatch: boolean;
}

export interface LabelTally {
  readonly texts: number;
  /** Texts with their own family first; for one that the profile does not know, with `other` first. */
  readonly right: Rate;
  /** Matches among them, whichever family was named, and how many of these named the right one. */
  readonly matches: number;
  readonly rightMatches: Rate;
}

export interface LabelledFamily extends LabelTally {
  readonly family: string;
  readonly isKnown: boolean;
  /** What came first most often instead, and how often; null if nothing did. */
  readonly mostFrequentError: { readonly family: string; readonly texts: number } | null;
}

export interface LabelledFigures {
  /** In the order of the profile, then those that it does not know, the most frequent first. */
  readonly families: readonly LabelledFamily[];
  /** Of the profile's named families. */
  readonly named: LabelTally;
  /** Of families that the profile does not know. */
  readonly strangers: LabelTally;
  readonly all: LabelTally;
  /** Expected calibration error of the family that comes first, ten bins, texts counting alike. Without
   *  those of families that the profile does not know: its probabilities compare the others. */
  readonly calibrationError: number | null;
  readonly reliability: readonly ReliabilityBin[];
}

/** `texts`: at least one. */
export function evaluateLabelled(
  texts: readonly JudgedLabel[],
  families: readonly string[],
): LabelledFigures {
  const isKnown = (family: string): boolean => families.includes(family);
  const isRight = ({ called, family }: JudgedLabel): boolean =>
    called === (isKnown(family) ? family : otherFamily);
  const tally = (own: readonly JudgedLabel[]): LabelTally => {
    const matches = own.filter(({ isMatch }) => isMatch);
    return {
      texts: own.length,
      right: rateOf(own.filter(isRight).length, own.length),
      matches: matches.length,
      rightMatches: rateOf(matches.filter(isRight).length, matches.length),
    };
  };
  const groups = [...Map.groupBy(texts, ({ family }) => family)].map(([family, own]) => ({
    family,
    isKnown: isKnown(family),
    ...tally(own),
    mostFrequentError: mostFrequent(own.filter((text) => !isRight(text))),
  }));
  const rank = (family: string): number =>
    isKnown(family) ? families.indexOf(family) : families.length;
  const known = texts.filter(({ family }) => isKnown(family));
  const { bins, error } = reliabilityOf(
    known.map((text) => ({ probability: text.probability, isRight: isRight(text), weight: 1 })),
  );
  return {
    families: groups.sort(
      (a, b) =>
        rank(a.family) - rank(b.family) || b.texts - a.texts || (a.family < b.family ? -1 : 1),
    ),
    named: tally(texts.filter(({ family }) => isKnown(family) && !isBackground(family))),
    strangers: tally(texts.filter(({ family }) => !isKnown(family))),
    all: tally(texts),
    calibrationError: known.length === 0 ? null : error,
    reliability: bins,
  };
}

function mostFrequent(errors: readonly JudgedLabel[]): LabelledFamily['mostFrequentError'] {
  const [first] = [...Map.groupBy(errors, ({ called }) => called)]
    .map(([family, own]) => ({ family, texts: own.length }))
    .sort((a, b) => b.texts - a.texts || (a.family < b.family ? -1 : 1));
  return first ?? null;
}
