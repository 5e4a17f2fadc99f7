/** `--fail-on`: which findings make a build fail. */

import { type AuditView, duplicateCodes, flags, skipReasons } from '../../protocol/views.ts';
import { UserError } from '../dataset/user-error.ts';
import { humanFamily } from '../engine/decide.ts';
import type { FindingCode } from '../scan/record.ts';

const plainRules = ['match', 'leak', 'unreadable', ...duplicateCodes] as const;

export type FailRule =
  | { readonly kind: (typeof plainRules)[number] }
  | { readonly kind: 'share'; readonly above: number };

export function parseFailRule(text: string): FailRule {
  const kind = plainRules.find((rule) => rule === text);
  if (kind !== undefined) return { kind };
  const above = /^share>(0?\.\d+|0|1)$/.exec(text)?.[1];
  if (above !== undefined) return { kind: 'share', above: Number(above) };
  throw new UserError(
    `--fail-on ${text}: use ${plainRules.join(', ')} or a share such as share>0.2`,
  );
}

/** `open`: findings that nobody suppressed. */
export function breaksRule(
  audit: () => Pick<AuditView, 'mixture' | 'duplicates'>,
  open: ReadonlyMap<FindingCode, number>,
  rule: FailRule,
): boolean {
  switch (rule.kind) {
    case 'match':
      return open.has('match');
    case 'leak':
      return flags.some((flag) => open.has(flag));
    case 'unreadable':
      return skipReasons.some((reason) => open.has(reason));
    case 'duplicate':
      return audit().duplicates.open.copies > 0;
    case 'near-duplicate':
      return audit().duplicates.open.nearCopies > 0;
    case 'share':
      // The lower end of the interval: a build should not fail by chance.
      return audit().mixture.some(({ family, low }) => family !== humanFamily && low > rule.above);
  }
}
