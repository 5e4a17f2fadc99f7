/** `--fail-on`: which findings make a build fail. */

import { type AuditView, flags, skipReasons } from '../../protocol/views.ts';
import { UserError } from '../dataset/user-error.ts';
import { humanFamily } from '../engine/decide.ts';
import type { FindingCode } from '../scan/record.ts';

export type FailRule =
  | { readonly kind: 'match' | 'leak' | 'unreadable' }
  | { readonly kind: 'share'; readonly above: number };

export function parseFailRule(text: string): FailRule {
  if (text === 'match' || text === 'leak' || text === 'unreadable') return { kind: text };
  const above = /^share>(0?\.\d+|0|1)$/.exec(text)?.[1];
  if (above !== undefined) return { kind: 'share', above: Number(above) };
  throw new UserError(
    `--fail-on ${text}: use match, leak, unreadable or a share such as share>0.2`,
  );
}

/** `open`: findings that nobody suppressed. */
export function breaksRule(
  audit: () => Pick<AuditView, 'mixture'>,
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
    case 'share':
      // The lower end of the interval: a build should not fail by chance.
      return audit().mixture.some(({ family, low }) => family !== humanFamily && low > rule.above);
  }
}
