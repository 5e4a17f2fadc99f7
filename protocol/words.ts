/** Words that the panel, the editor and the terminal use alike. */

import { leastStatedP } from './campaign.ts';
import type { SubsetMode } from './commands.ts';
import type {
  AuditView,
  BaselineChangeView,
  BaselineView,
  DriftView,
  DuplicateClusterView,
  DuplicatesView,
  LikenessView,
  PartsView,
  ShareView,
  SkipReason,
  SubsetView,
  TraitName,
} from './views.ts';

export const skipWords: Record<SkipReason, string> = {
  blank: 'blank',
  'broken-json': 'broken JSON',
  'broken-csv': 'broken CSV',
  'broken-parquet': 'broken Parquet',
  'invalid-utf8': 'not UTF-8',
  'row-too-large': 'too large',
  'not-an-object': 'not an object',
  'no-text': 'no text field',
  'empty-text': 'empty text',
  'too-short': 'too short',
  language: 'other language',
  'worker-died': 'analysis failed',
};

/** Strength of evidence by log10 of the likelihood ratio; always beside the number. */
export function strengthOf(bits: number): string {
  const log10 = Math.abs(bits) * Math.log10(2);
  if (log10 < 1) return 'weak';
  if (log10 < 2) return 'moderate';
  return log10 <= 4 ? 'strong' : 'very strong';
}

/** The sign is a minus, not a hyphen, and always there: it says for or against, or neither. */
export function signedBits(bits: number, decimals = 1): string {
  const size = Math.abs(bits).toFixed(decimals);
  const sign = Number(size) === 0 ? '±' : bits < 0 ? '−' : '+';
  return sign + size;
}

/** Likelihood ratio in bits of a probability against everything else. */
export function bitsOf(probability: number): number {
  return Math.log2(Math.max(probability, 1e-4) / Math.max(1 - probability, 1e-4));
}

/** True of one in twenty texts that are rightly found closest to a family. */
export const untypicalBelow = 0.05;

/** Null if a text is as usual as others by its family, or if nobody knows. */
export function untypicalWords(typicality: number | null): string | null {
  if (typicality === null || typicality >= untypicalBelow) return null;
  const few = typicality < 0.01 ? 'fewer than 1' : String(Math.round(typicality * 100));
  return `untypical: ${few} in 100 texts that are its own stand out as little`;
}

/** More of a trait, and less. */
const traitWords: Readonly<Record<TraitName, readonly [more: string, less: string]>> = {
  length: ['longer texts', 'shorter texts'],
  'frequent words': ['more everyday words', 'fewer everyday words'],
  'word length': ['longer words', 'shorter words'],
  marks: ['more punctuation', 'less punctuation'],
  numbers: ['more numbers', 'fewer numbers'],
  'line breaks': ['more line breaks', 'fewer line breaks'],
  capitals: ['more capitals', 'fewer capitals'],
};

/** Null if error rates are known for texts like these, or if there are too few to tell. `name`: makes a
 *  name that is not ours harmless. */
export function unlikeWords(
  likeness: LikenessView | null,
  name: (source: string) => string,
): string | null {
  if (likeness === null || likeness.distance <= likeness.limit) return null;
  const { source, distance, limit, trait, difference } = likeness;
  const more = traitWords[trait][difference > 0 ? 0 : 1];
  return (
    `Unlike all texts that error rates were measured on: the nearest, ${name(source)}, is ` +
    `${distance.toFixed(1)} standard deviations away (limit ${limit.toFixed(1)}), most by ${more}. ` +
    'Probabilities, intervals and q-values need not hold here.'
  );
}

export function percent(share: number): string {
  return `${Math.round(share * 100)} %`;
}

/** A share with its 95 % interval; where nothing at all is not ruled out, only how much it may be. */
export function shareWords({
  share,
  low,
  high,
}: Pick<ShareView, 'share' | 'low' | 'high'>): string {
  if (Math.round(low * 100) === 0) return `≤ ${percent(high)}`;
  return `${percent(share)} (${Math.round(low * 100)}–${Math.round(high * 100)})`;
}

/** Where another method gives a share outside of its interval; null if nowhere. `name`: as above. */
export function disagreementWords(
  { mixture, crossCheck }: Pick<AuditView, 'mixture' | 'crossCheck'>,
  name: (family: string) => string,
): string | null {
  const parts = mixture.flatMap(({ family, share, low, high }) => {
    const other = crossCheck?.[family] ?? share;
    if (other >= low && other <= high) return [];
    return [`${name(family)} (${percent(share)} and ${percent(other)})`];
  });
  if (parts.length === 0) return null;
  return `Two methods disagree about ${parts.join(', ')}: take neither as settled.`;
}

export function driftWords(
  { row, p, changes }: DriftView,
  name: (family: string) => string,
): string {
  const parts = changes.map(
    ({ family, before, after }) =>
      `${name(family)} ${after > before ? 'rises' : 'falls'} from ${percent(before)} to ${percent(after)}`,
  );
  return `Drift at about row ${row.toLocaleString('en')}: ${parts.join(', ')} (p ${p.toFixed(3)})`;
}

/** The largest shares of a part, for people. */
export function partWords(
  { mixture, unexplained, analysed }: PartsView['parts'][number],
  name: (family: string) => string,
): string {
  if (unexplained === null) return `${number(analysed)} analyzed, too few for shares`;
  const largest = mixture
    .filter(({ share }) => share >= 0.05)
    .sort((a, b) => b.share - a.share)
    .slice(0, 3);
  const shares = largest.map((share) => `${name(share.family)} ${shareWords(share)}`);
  return [...shares, `unexplained ${percent(unexplained)}`].join(', ');
}

export function count(n: number, one: string, many = `${one}s`): string {
  return `${number(n)} ${n === 1 ? one : many}`;
}

function number(n: number): string {
  return n.toLocaleString('en');
}

/** Null if there are none. */
export function duplicateWords(duplicates: DuplicatesView): string | null {
  const { texts, copies, isEstimate, open } = duplicates;
  const nearCopies = duplicates.nearCopies ?? 0;
  const parts: string[] = [];
  if (copies > 0) {
    const copied = count(copies, 'exact copy', 'exact copies');
    parts.push(`${copied} of ${count(texts, 'other sample')}`);
  }
  if (nearCopies > 0) parts.push(count(nearCopies, 'near copy', 'near copies'));
  if (parts.length === 0) return null;
  const ignored =
    duplicates.nearCopies === null ? 0 : copies + nearCopies - open.copies - open.nearCopies;
  if (ignored > 0) parts.push(`${ignored.toLocaleString('en')} of these ignored`);
  return (isEstimate ? 'about ' : '') + parts.join(', ');
}

export function clusterWords({ samples, texts, similarity }: DuplicateClusterView): string {
  const copies = count(samples, 'sample');
  return texts === 1
    ? `${copies} alike`
    : `${copies} nearly alike, similarity ${similarity} or more`;
}

/** Most frequent first; null if no text names a family. `name`: makes a name that is not ours harmless. */
export function claimWords(
  claims: Readonly<Record<string, number>>,
  name: (family: string) => string,
): string | null {
  const named = Object.entries(claims).sort(([a, n], [b, m]) => m - n || (a < b ? -1 : 1));
  if (named.length === 0) return null;
  return named.map(([family, n]) => `${name(family)} ${n.toLocaleString('en')}`).join(', ');
}

/** Nothing if there is no baseline, or nothing of the file is in it. */
export function baselineWords(baseline: BaselineView | null): string[] {
  if (baseline === null) return [];
  const { known, stale } = baseline;
  const is = (n: number): string => (n === 1 ? 'is' : 'are');
  const lines = known > 0 ? [`${count(known, 'finding')} ${is(known)} in the baseline`] : [];
  if (stale !== null && stale > 0) {
    const entries = count(stale, 'entry', 'entries');
    lines.push(`${entries} of the baseline ${is(stale)} stale; prune the baseline`);
  }
  return lines;
}

/** What was done to a baseline. */
export function baselineChangeWords({ added, removed, entries }: BaselineChangeView): string {
  return `${count(entries, 'entry', 'entries')} (${number(added)} added, ${number(removed)} removed)`;
}

/** What became of the rows of a dataset; all of them are in it. */
export function subsetWords(subset: SubsetView, unreadable: SubsetMode): string {
  const { rows, kept, dropped, unwritten } = subset;
  const parts = [`${number(kept)} kept`, `${number(dropped)} dropped`];
  const fate = unreadable === 'keep' ? 'kept' : 'left out';
  parts.push(`${number(subset.unreadable)} unreadable (${fate})`);
  const lost =
    unwritten === 0 ? '' : `; ${count(unwritten, 'row')} too large to be copied, so not kept`;
  return `${count(rows, 'row')} = ${parts.join(' + ')}${lost}`;
}

const expertWords: Readonly<Record<string, string>> = {
  template: 'sentence pattern',
  ends: 'opening or closing',
};

/** What an expert looks at, for people: `phrase`, `spelling` and `layout` say it themselves. */
export function expertWord(expert: string): string {
  return expertWords[expert] ?? expert;
}

/** p- and q-values. */
export function smallNumber(value: number): string {
  if (value >= 0.001) return value.toFixed(3);
  return value <= leastStatedP ? '< 1e-300' : value.toExponential(0);
}
