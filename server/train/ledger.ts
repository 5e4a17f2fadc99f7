/** What became of every text and of every row without one: used, or not and why. */

import type { SkipReason } from '../../protocol/views.ts';
import { count, skipWords } from '../../protocol/words.ts';

export type UnusedReason =
  | SkipReason
  | 'no-label' // nobody is named
  | 'copy' // the same text came before
  | 'not-needed'; // enough texts of this model and source were drawn

const unusedWords: Readonly<Record<UnusedReason, string>> = {
  ...skipWords,
  'no-label': 'without a label',
  copy: 'copied',
  'not-needed': 'more than needed',
};

/** Of these only the number is told: they are as their owner wants them, or nothing can be done. */
const quiet: ReadonlySet<UnusedReason> = new Set<UnusedReason>([
  'blank',
  'too-short',
  'language',
  'copy',
  'not-needed',
]);

export interface UnusedText {
  readonly file: string;
  readonly row: number;
  readonly reason: UnusedReason;
  /** A sentence for a person; it quotes nothing of the row. */
  readonly message: string;
}

export interface LedgerView {
  readonly rows: number;
  /** `analysed` and all of `skipped` together. */
  readonly samples: number;
  readonly analysed: number;
  readonly skipped: Readonly<Record<string, number>>;
}

export function isWorthTelling({ reason }: UnusedText): boolean {
  return !quiet.has(reason);
}

export function ledgerOf(
  rows: number,
  analysed: number,
  unused: Iterable<{ readonly reason: UnusedReason }>,
): LedgerView {
  const counts = new Map<string, number>();
  let skipped = 0;
  for (const { reason } of unused) {
    counts.set(reason, (counts.get(reason) ?? 0) + 1);
    skipped++;
  }
  const sorted = [...counts].sort(([a], [b]) => (a < b ? -1 : 1));
  return { rows, samples: analysed + skipped, analysed, skipped: Object.fromEntries(sorted) };
}

/** `what`: what was done with the texts that were used. */
export function ledgerLine({ rows, samples, analysed, skipped }: LedgerView, what: string): string {
  const parts = Object.entries(skipped).map(
    ([reason, n]) => `${n.toLocaleString('en')} ${unusedWords[reason as UnusedReason]}`,
  );
  return (
    `${count(rows, 'row')} · ${count(samples, 'sample')} = ${analysed.toLocaleString('en')} ${what} + ` +
    `${(samples - analysed).toLocaleString('en')} skipped` +
    (parts.length === 0 ? '' : ` (${parts.join(', ')})`)
  );
}
