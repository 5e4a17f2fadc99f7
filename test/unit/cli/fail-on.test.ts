import { describe, expect, test } from 'vitest';
import type { ShareView } from '../../../protocol/views.ts';
import { breaksRule, parseFailRule } from '../../../server/cli/fail-on.ts';
import type { FindingCode } from '../../../server/scan/record.ts';

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
    expect(breaksRule(() => ({ mixture }), counts, parseFailRule(rule))).toBe(isBroken);
  });
});
