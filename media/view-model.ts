/** What the panel says of an audit: views → words and proportions. Knows nothing of pages. */

import {
  type AuditView,
  type CoverageView,
  type EvidenceView,
  type Flag,
  flags,
  type SampleView,
  skipReasons,
  type VerdictKind,
} from '../protocol/views.ts';
import { count, skipWords, shareWords } from '../protocol/words.ts';
import { expectation, familyWord, number, percent, probability, visible } from './words.ts';

export interface CoverageWords {
  /** Rows and samples, and how many of these were analyzed. */
  readonly summary: string;
  /** How many were not, and every reason, most frequent first: it adds up. Null: none. */
  readonly skipped: string | null;
}

export function coverageWords({ rows, samples, analysed, skipped }: CoverageView): CoverageWords {
  const reasons = skipReasons
    .map((reason) => ({ reason, times: skipped[reason] ?? 0 }))
    .filter(({ times }) => times > 0)
    .sort((a, b) => b.times - a.times);
  const total = reasons.reduce((sum, { times }) => sum + times, 0);
  const list = reasons.map(({ reason, times }) => `${number(times)} ${skipWords[reason]}`);
  return {
    summary: `${count(rows, 'row')} · ${count(samples, 'sample')} · ${number(analysed)} analyzed`,
    skipped: total === 0 ? null : `${number(total)} skipped: ${list.join(', ')}`,
  };
}

export interface ShareRow {
  readonly label: string;
  readonly kind: 'family' | 'unexplained';
  readonly share: number;
  readonly low: number;
  readonly high: number;
  readonly text: string;
  /** Mean probability along the file; empty for what is unexplained. */
  readonly strip: readonly number[];
}

/** The others are told in a sentence: sixteen bars hide the three that matter. */
const mostDrawn = 7;
const leastDrawnShare = 0.01;

export interface ShareRows {
  readonly drawn: readonly ShareRow[];
  /** Families that have less, with their shares. */
  readonly smaller: readonly string[];
  /** The largest share that an interval allows; bars are drawn to this scale. */
  readonly widest: number;
  /** The highest probability along the file; strips are drawn to this scale. */
  readonly peak: number;
}

/** Largest first; the unexplained share is always drawn. */
export function shareRows({ mixture, unexplained, strip }: AuditView): ShareRows {
  const sorted = [...mixture].sort((a, b) => b.share - a.share);
  const large = sorted.filter(({ share }) => share >= leastDrawnShare).slice(0, mostDrawn);
  const drawn = large.map(({ family, share, low, high }): ShareRow => {
    const text = shareWords({ share, low, high }).replace(' %', '\u00a0%');
    const values = strip.families[family] ?? [];
    return { label: familyWord(family), kind: 'family', share, low, high, text, strip: values };
  });
  const { share, p } = unexplained;
  const text = p === null ? percent(share) : `${percent(share)} (p ${probability(p)})`;
  const rest = { kind: 'unexplained', share, low: share, high: share, strip: [] } as const;
  return {
    drawn: [...drawn, { label: 'unexplained', text, ...rest }],
    smaller: sorted
      .slice(large.length)
      .map(({ family, share }) => `${familyWord(family)} ${percent(share)}`),
    widest: Math.max(share, ...large.map(({ high }) => high)),
    peak: Math.max(0, ...drawn.flatMap((row) => row.strip)),
  };
}

/** How many single samples can be told, and how many of these are told wrong. */
export function matchWords({ calls }: AuditView): string {
  if (calls.count === 0) return 'No matches: no single sample is told apart surely enough.';
  const matches = count(calls.count, 'match', 'matches');
  return `${matches} (expected false: ${expectation(calls.expectedFalse)}).`;
}

/** What lies in one bin of the strip, in words. */
export function binWords({ strip, coverage }: AuditView, bin: number): string {
  const first = strip.firstRows[bin] ?? 1;
  const last = (strip.firstRows[bin + 1] ?? coverage.rows + 1) - 1;
  const shares = Object.entries(strip.families)
    .map(([family, values]) => ({ family, share: values[bin] ?? 0 }))
    .filter(({ share }) => share >= 0.05)
    .sort((a, b) => b.share - a.share)
    .slice(0, 3)
    .map(({ family, share }) => `${familyWord(family)} ${percent(share)}`);
  const rows = first === last ? `Row ${number(first)}` : `Rows ${number(first)}–${number(last)}`;
  return `${rows}: ${shares.length > 0 ? shares.join(', ') : 'nothing analyzed'}`;
}

/** A piece of text that speaks for (bits > 0) or against a family, wherever it stands. */
export interface Piece {
  readonly text: string;
  readonly bits: number;
  readonly times: number;
  readonly experts: readonly string[];
}

/** Experts see the same words, and words recur: their bits add up. Strongest first. */
export function piecesOf(evidence: readonly EvidenceView[]): Piece[] {
  const byText = Map.groupBy(evidence, ({ text }) => visible(text));
  return [...byText]
    .map(([text, same]) => ({
      text,
      bits: same.reduce((sum, { bits }) => sum + bits, 0),
      times: new Set(same.map(({ start }) => start)).size,
      experts: [...new Set(same.map(({ expert }) => expert))],
    }))
    .sort((a, b) => Math.abs(b.bits) - Math.abs(a.bits));
}

export interface SampleFilter {
  readonly verdict: VerdictKind | 'skipped' | '';
  readonly family: string;
  readonly flag: Flag | '';
  readonly text: string;
}

export const noFilter: SampleFilter = { verdict: '', family: '', flag: '', text: '' };

export function filterSamples(
  samples: readonly SampleView[],
  { verdict, family, flag, text }: SampleFilter,
): SampleView[] {
  const wanted = text.trim().toLowerCase();
  return samples.filter(
    (sample) =>
      (verdict === '' || verdict === (sample.skipped === null ? sample.verdict : 'skipped')) &&
      (family === '' || sample.family === family) &&
      (flag === '' || sample.flags.includes(flag)) &&
      (wanted === '' || sample.preview.toLowerCase().includes(wanted)),
  );
}

/** What the list of samples is, and what is not in it. */
export function listWords({ top, coverage, calls }: AuditView): string {
  const isAll = top.length === coverage.samples;
  const all = count(coverage.samples, 'sample');
  const q = calls.count === 0 ? '' : ' q: share of false matches to expect down to that one.';
  return `${isAll ? 'All' : `${number(top.length)} of`} ${all}, worst first.${q}`;
}

/** Families to filter by: those that the samples name, in the profile's order. */
export function familiesOf({ top, profile }: AuditView): string[] {
  const named = new Set(top.map(({ family }) => family));
  return profile.families.filter((family) => named.has(family));
}

export function flagCounts({ flags: counts }: AuditView): { flag: Flag; times: number }[] {
  return flags
    .map((flag) => ({ flag, times: counts[flag] ?? 0 }))
    .filter(({ times }) => times > 0)
    .sort((a, b) => b.times - a.times);
}

/** What a screen reader says when an audit has ended; null while it runs. */
export function announcement(audit: AuditView): string | null {
  if (audit.state === 'partial') return null;
  const how = audit.state === 'complete' ? 'finished' : 'canceled';
  const { analysed, samples } = audit.coverage;
  return (
    `Audit of ${fileName(audit)} ${how}: ${number(analysed)} of ${count(samples, 'sample')} ` +
    `analyzed, ${count(audit.calls.count, 'match', 'matches')}, ` +
    `${percent(audit.unexplained.share)} unexplained.`
  );
}

export function fileName({ path }: Pick<AuditView, 'path'>): string {
  return path.split(/[\\/]/).at(-1) ?? path;
}

/** The same sample, whoever shows it. */
export function sampleKey({ row, turn }: Pick<SampleView, 'row' | 'turn'>): string {
  return `${row}/${turn ?? ''}`;
}

export function placeWords({ row, turn }: Pick<SampleView, 'row' | 'turn'>): string {
  return turn === null ? `Row ${number(row)}` : `Row ${number(row)}, turn ${turn}`;
}
