import { describe, expect, test } from 'vitest';
import type { DuplicatesView, ShareView } from '../../../protocol/views.ts';
import { breaksRule, parseFailRule } from '../../../server/cli/fail-on.ts';
import type { FindingCode } from '../../../server/scan/record.ts';

const duplicates = (copies: number, nearCopies: number): DuplicatesView => ({
  ...{ texts: 3, copies: 4, nearCopies: 2, isEstimate: false, clusters: [] },
  open: { copies, nearCopies },
});
const none = duplicates(0, 0);

const share = (family: string, low: number): ShareView => ({ family, share: 0.5, low, high: 0.9 });

describe('--fail-on', () => {
  const cases: [rule: string, open: FindingCode[], mixture: ShareView[], isBroken: boolean][] = [
    ['match', ['match'], [], true],
    ['match', ['refusal', 'broken-json'], [share('claude', 0.9)], false],
    ['leak', ['hidden-characters'], [], true],
    ['leak', ['match', 'no-text'], [], false],
    ['unreadable', ['worker-died'], [], true],
    ['unreadable', ['match', 'refusal'], [], false],
    ['share>0.2', [], [share('gpt', 0.1), share('claude', 0.21)], true],
    ['share>.2', [], [share('claude', 0.2)], false],
    ['share>0', ['match'], [], false],
    ['share>0.2', [], [share('human', 0.9)], false],
  ];
  test.each(cases)('%s with %j and %j', (rule, open, mixture, isBroken) => {
    const counts = new Map(open.map((code) => [code, 1]));
    const audit = { mixture, duplicates: none };
    expect(breaksRule(() => audit, counts, parseFailRule(rule))).toBe(isBroken);
  });

  test.each([
    ['duplicate', 1, 0, true],
    ['duplicate', 0, 2, false],
    ['near-duplicate', 0, 1, true],
    ['near-duplicate', 4, 0, false],
  ])('%s with %d copies and %d near copies that nobody ignores', (rule, copies, near, isBroken) => {
    const audit = { mixture: [], duplicates: duplicates(copies, near) };
    expect(breaksRule(() => audit, new Map(), parseFailRule(rule))).toBe(isBroken);
  });
});
