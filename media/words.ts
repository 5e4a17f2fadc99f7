/** How numbers and reasons read in the panel. */

import type { Flag, VerdictKind } from '../protocol/views.ts';

export const flagWords: Record<Flag, string> = {
  'self-identification': 'self-identification',
  refusal: 'refusal',
  'chat-template': 'chat template',
  'tool-residue': 'tool residue',
  'visible-reasoning': 'visible reasoning',
  'knowledge-cutoff': 'knowledge cutoff',
  'hidden-characters': 'hidden characters',
  'odd-typography': 'odd typography',
};

export const verdictWords: Record<VerdictKind, string> = {
  match: 'match',
  unknown: 'unknown',
  'too-short': 'too short',
};

export function number(n: number): string {
  return n.toLocaleString('en', { maximumFractionDigits: 1 });
}

/** Of an expected count: a decimal only where it matters, and never rounded to nothing. */
export function expectation(n: number): string {
  if (n > 0 && n < 0.05) return '< 0.1';
  return number(n < 10 ? n : Math.round(n));
}

/** A share that is there is never rounded to nothing. Lines do not break within it. */
export function percent(share: number): string {
  const points = share * 100;
  if (points > 0 && points < 1) return '<\u00a01\u00a0%';
  return `${Math.round(points)}\u00a0%`;
}

/** As in statistics: no leading zero, and never a claim of certainty. */
export function probability(p: number): string {
  if (p >= 0.9995) return '> .999';
  if (p < 0.0005) return '< .001';
  return p.toFixed(3).replace(/^0/, '');
}

/** Characters that hide, or that turn the text around them, become visible and harmless. */
export function visible(text: string): string {
  return text
    .replaceAll('\n', '⏎')
    .replaceAll('\t', '⇥')
    .replaceAll(/[\p{Cc}\p{Cf}\u2028\u2029]/gu, (character) => `‹${codePoint(character)}›`);
}

function codePoint(character: string): string {
  return `U+${character.codePointAt(0)!.toString(16).toUpperCase().padStart(4, '0')}`;
}

/** Family names as people say them. */
export function familyWord(family: string): string {
  return family === 'other' ? 'other models' : family;
}
