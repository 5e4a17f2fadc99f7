/** An evaluation on labelled samples, for a person and for programs. */

import { count } from '../../protocol/words.ts';
import type { LabelledFamily, LabelledFigures, LabelTally } from './evaluate-labelled.ts';
import { ledgerLine, type LedgerView } from './ledger.ts';
import type { OwnFile } from './own-card.ts';
import type { Rate } from './rate.ts';
import type { LearnedFrom } from './read-card.ts';
import { fieldLine, interval, percent, table } from './text-table.ts';

export interface LabelledEvaluation {
  readonly profile: { readonly id: string; readonly sha256: string; readonly summary: string };
  readonly files: readonly EvaluatedFile[];
  readonly ledger: LedgerView;
  readonly figures: LabelledFigures;
  /** Sentences on what these figures cannot say. */
  readonly caveats: readonly string[];
}

export interface EvaluatedFile extends OwnFile {
  /** Sources that its rows name. */
  readonly sources: readonly string[];
}

/** What may make the figures look better than they are. `learned`: null if there is no card. */
export function overlapCaveats(
  files: readonly EvaluatedFile[],
  learned: LearnedFrom | null,
): string[] {
  const same = files.filter(({ sha256 }) => learned?.files.has(sha256) === true);
  const sources = new Set(files.flatMap((file) => file.sources));
  const shared = [...sources].filter((source) => learned?.sources.has(source) === true);
  return [
    ...same.map(({ file }) => `${file}: the profile learned from this very file`),
    ...shared.map((source) => `the profile learned from a source of this name: ${source}`),
    'texts that the profile learned from look better than new ones, and whether there are any among these ' +
      'cannot be known: a profile does not keep its texts',
  ];
}

export function renderEvaluationPretty(evaluation: LabelledEvaluation): string[] {
  const { profile, files, ledger, figures } = evaluation;
  return [
    `TEACHERPRINT ─ ${files.map(({ file }) => file).join(', ')}`,
    `profile ${profile.id}: ${profile.summary}`,
    '',
    ledgerLine(ledger, 'analyzed'),
    fieldLine(files),
    '',
    ...familyLines(figures),
    '',
    ...totalLines(figures),
    ...evaluation.caveats.map((caveat) => `Note: ${caveat}.`),
  ];
}

/** Where labels are models, there may be hundreds that the profile does not know. */
const strangersShown = 12;

function familyLines({ families, named, strangers }: LabelledFigures): string[] {
  const row = (name: string, tally: LabelTally, error: string): string[] => [
    name,
    tally.texts.toLocaleString('en'),
    interval(tally.right),
    tally.matches.toLocaleString('en'),
    interval(tally.rightMatches),
    error,
  ];
  const known = families.filter(({ isKnown }) => isKnown);
  const others = families.filter(({ isKnown }) => !isKnown);
  const rest = others.length - strangersShown;
  return [
    ...table(
      ['family', 'texts', 'right first', 'matches', 'of them right', 'most often taken for'],
      [
        ...known.map((own) => row(own.family, own, errorOf(own))),
        ...(named.texts === 0 ? [] : [row('all named', named, '')]),
        ...others.slice(0, strangersShown).map((own) => row(`${own.family} *`, own, errorOf(own))),
        ...(others.length === 0 ? [] : [row('all *', strangers, '')]),
      ],
      [0, 5],
    ),
    ...(others.length === 0
      ? []
      : ['* not in the profile: right is "other" first, and every match is wrong']),
    ...(rest > 0 ? [`… and ${count(rest, 'more such family', 'more such families')}`] : []),
  ];
}

function totalLines({ all, calibrationError }: LabelledFigures): string[] {
  return [
    `Precision of "match": ${all.rightMatches.count} of ${count(all.matches, 'match', 'matches')} right, ` +
      `${interval(all.rightMatches)}; ${count(all.texts - all.matches, 'text')} unknown.`,
    calibrationError === null
      ? 'Expected calibration error: —, as the profile knows none of these families.'
      : `Expected calibration error: ${calibrationError.toFixed(3)}, of the probability of the family that ` +
        'comes first, in ten bins, for texts of families that the profile knows.',
    'Intervals are 95 % (Wilson), as if texts were independent; answers to one prompt are not, so they ' +
      'are a little too narrow.',
  ];
}

function errorOf({ mostFrequentError, texts }: LabelledFamily): string {
  if (mostFrequentError === null) return '—';
  return `${mostFrequentError.family} (${percent(mostFrequentError.texts / texts)})`;
}

/** The contract of `evaluate --format json`. */
export function renderEvaluationJson(evaluation: LabelledEvaluation, toolVersion: string): string {
  const { profile, files, ledger, figures, caveats } = evaluation;
  const report = {
    schema: 1,
    tool: { name: 'teacherprint', version: toolVersion },
    profile: { id: profile.id, sha256: profile.sha256, card: profile.summary },
    files: files.map(({ file, sha256, field }) => ({ path: file, sha256, field })),
    coverage: ledger,
    families: figures.families.map(({ family, isKnown, mostFrequentError, ...tally }) => ({
      family,
      isKnown,
      ...tallyReport(tally),
      mostFrequentError,
    })),
    named: tallyReport(figures.named),
    strangers: tallyReport(figures.strangers),
    all: tallyReport(figures.all),
    calibrationError: figures.calibrationError === null ? null : round(figures.calibrationError),
    reliability: figures.reliability.map(({ texts, probability, right }) => ({
      texts,
      probability: round(probability),
      right: round(right),
    })),
    caveats,
  };
  return JSON.stringify(report, null, 2);
}

function tallyReport({ texts, right, matches, rightMatches }: LabelTally): object {
  return { texts, right: rateReport(right), matches, rightMatches: rateReport(rightMatches) };
}

function rateReport({ count: counted, of, low, high }: Rate): object {
  return { count: counted, of, low: round(low), high: round(high) };
}

function round(value: number): number {
  return Math.round(value * 10_000) / 10_000;
}
