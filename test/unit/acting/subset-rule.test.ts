import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseSubsetRule } from '../../../server/acting/subset-rule.ts';
import { type SampleRecord, unreadRow } from '../../../server/scan/record.ts';

const place = { row: 1, line: 1 };
const judged: SampleRecord = {
  ...unreadRow(place, 'blank', ''),
  ...{ skipped: null, problem: null, lang: 'en', posterior: [1] },
  ...{ family: 'claude', model: 'claude-opus-4', probability: 0.9 },
};

const samples: Record<string, SampleRecord> = {
  called: { ...judged, verdict: 'match' },
  likely: judged,
  unlikely: { ...judged, family: 'gpt', model: 'gpt-5', probability: 0.2 },
  refusing: { ...judged, family: 'gpt', probability: 0.2, flags: ['refusal'] },
  short: { ...judged, verdict: 'too-short', skipped: 'too-short', probability: null },
  german: { ...judged, lang: 'de', skipped: 'language', probability: null },
  broken: unreadRow(place, 'broken-json', 'not JSON'),
  empty: unreadRow(place, 'empty-text', 'empty'),
  blank: unreadRow(place, 'blank', 'empty line'),
};

const families = ['claude', 'gpt'];

describe('a rule', () => {
  const cases: [rule: string, ...meant: string[]][] = [
    ['match', 'called'],
    ['verdict=match', 'called'],
    ['verdict=unknown', 'likely', 'unlikely', 'refusing', 'german', 'broken', 'empty', 'blank'],
    ['verdict=too-short', 'short'],
    ['leak', 'refusing'],
    ['refusal', 'refusing'],
    ['flag=refusal', 'refusing'],
    ['chat-template'],
    ['unreadable', 'broken', 'empty'],
    ['broken-json', 'broken'],
    ['blank', 'blank'],
    ['too-short', 'short'],
    ['language', 'german'],
    ['lang=de', 'german'],
    ['family=claude', 'called', 'likely'],
    ['match,family=claude', 'called'],
    ['match,family=gpt'],
    ['model=gpt-5', 'unlikely'],
    ['family=claude,p>0.9'],
    ['family=claude, p>0.89', 'called', 'likely'],
    ['p<0.5', 'unlikely', 'refusing'],
    ['p<.5,refusal', 'refusing'],
  ];
  test.each(cases)('%s', (text, ...meant) => {
    const rule = parseSubsetRule(text, families);
    expect(Object.keys(samples).filter((name) => rule(samples[name]!))).toEqual(meant);
  });

  const wrong: [rule: string, problem: string][] = [
    ['', 'a part is missing; use match, leak'],
    ['match,', 'a part is missing; use match, leak'],
    ['leek', 'there is no "leek"; use match, leak'],
    ['toString', 'there is no "toString"; use match, leak'],
    ['toString=1', 'there is no "toString=1"; use match, leak'],
    ['p>2', 'there is no "p>2"; use match, leak'],
    ['p=0.5', 'there is no "p=0.5"; use match, leak'],
    ['family=', 'there is no "family="; use match, leak'],
    ['match,family=cloud', 'there is no family "cloud"; use claude, gpt'],
    ['verdict=maybe', 'there is no verdict "maybe"; use match, unknown, too-short'],
    ['flag=leak', 'there is no flag "leak"; use self-identification, refusal'],
  ];
  test.each(wrong)('%j is refused', (text, problem) => {
    expect(() => parseSubsetRule(text, families)).toThrow(`rule ${text}: ${problem}`);
  });

  test('of any text is one, or is refused with a sentence', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        try {
          parseSubsetRule(text, families)(judged);
        } catch (error) {
          expect((error as Error).name).toBe('UserError');
        }
      }),
    );
  });
});
