/** Words that the panel, the editor and the terminal use alike. */

import type { DuplicatesView, SkipReason } from './views.ts';

export const skipWords: Record<SkipReason, string> = {
  blank: 'blank',
  'broken-json': 'broken JSON',
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

export function count(n: number, one: string, many = `${one}s`): string {
  return `${n.toLocaleString('en')} ${n === 1 ? one : many}`;
}

/** Null if there are none. */
export function duplicateWords({ texts, copies, isEstimate }: DuplicatesView): string | null {
  if (copies === 0) return null;
  const copied = count(copies, 'exact copy', 'exact copies');
  return `${isEstimate ? 'about ' : ''}${copied} of ${count(texts, 'other sample')}`;
}

const expertWords: Readonly<Record<string, string>> = {
  template: 'sentence pattern',
  ends: 'opening or closing',
};

/** What an expert looks at, for people: `phrase`, `spelling` and `layout` say it themselves. */
export function expertWord(expert: string): string {
  return expertWords[expert] ?? expert;
}
