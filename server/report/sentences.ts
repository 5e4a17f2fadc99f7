/** Sentences about an audit that hold no text of the dataset, so that every format may print them; names of a
 *  profile's families and sources are made harmless by whoever prints them. */

import type { AuditView, CoverageView, SkipReason } from '../../protocol/views.ts';
import {
  count,
  disagreementWords,
  driftWords,
  skipWords,
  unlikeWords,
} from '../../protocol/words.ts';

/** What to know before one believes the shares. */
export function caveats(audit: AuditView, name: (name: string) => string): string[] {
  return [
    ...audit.drift.map((drift) => `${driftWords(drift, name)}.`),
    disagreementWords(audit, name),
    unlikeWords(audit.likeness, name),
  ].filter((sentence) => sentence !== null);
}

export function coverageSentence(coverage: CoverageView): string {
  const skipped = coverage.samples - coverage.analysed;
  const parts = Object.entries(coverage.skipped).map(
    ([reason, n]) => `${n.toLocaleString('en')} ${skipWords[reason as SkipReason]}`,
  );
  return (
    `${count(coverage.rows, 'row')} · ${count(coverage.samples, 'sample')} = ` +
    `${coverage.analysed.toLocaleString('en')} analyzed + ${skipped.toLocaleString('en')} skipped` +
    (parts.length === 0 ? '' : ` (${parts.join(', ')})`)
  );
}

export function callsSentence({ calls, coverage }: Pick<AuditView, 'calls' | 'coverage'>): string {
  const unknown = coverage.analysed - calls.count;
  if (calls.count === 0) {
    return `No sample matches a family by itself: all ${unknown.toLocaleString('en')} are unknown.`;
  }
  return (
    `${count(calls.count, 'sample')} called (expected false: ${calls.expectedFalse.toFixed(1)}), ` +
    `${unknown.toLocaleString('en')} unknown.`
  );
}

/** Null if the whole file was read. */
export function stateSentence({ state }: Pick<AuditView, 'state'>): string | null {
  switch (state) {
    case 'complete':
      return null;
    case 'cancelled':
      return 'Cancelled: only what was read until then.';
    case 'partial':
      return 'The file was not read to its end: only what came before counts.';
  }
}

/** What no figure of an audit can say; the long list is in docs/method.md. */
export const limits: readonly string[] = [
  'A fingerprint is no proof: a match is consistent with a family, and never says who made a text.',
  'Shares are estimates for kinds of text that the profile may never have seen; read the intervals, not the bars.',
  'Relatives look alike, and the version of a model is worth much less than its family.',
  'Editing and translation remove marks, and anybody can write “I am ChatGPT”.',
  'Models newer than the profile are unknown here, or look like a relative.',
  'Nothing found does not mean that a file is free of model output.',
];
