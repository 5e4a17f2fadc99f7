import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { escapeTerminal } from '../../../server/report/escape-terminal.ts';
import { hostileText, unsafe } from '../../support/hostile-text.ts';

describe('for a terminal', () => {
  const cases: [text: string, shown: string][] = [
    ['plain text, naïve “quotes” — 日本語 🧁', 'plain text, naïve “quotes” — 日本語 🧁'],
    ['\u001b[31mred', '\\u{1b}[31mred'],
    ['a\nb\tc\r', 'a\\u{a}b\\u{9}c\\u{d}'],
    ['\u007f\u0080\u009f', '\\u{7f}\\u{80}\\u{9f}'],
    ['\u202e\u2066\u061c\u200f', '\\u{202e}\\u{2066}\\u{61c}\\u{200f}'],
    ['a\u200bb\u00adc\u2060\ufeff', 'a\\u{200b}b\\u{ad}c\\u{2060}\\u{feff}'],
    ['\u{e0067}\u3164\ufe0f', '\\u{e0067}\\u{3164}\\u{fe0f}'],
    ['\ud83e\udd50 \ud83e \udd50', '🥐 \\u{d83e} \\u{dd50}'],
    ['\ufffe\u{1ffff}', '\\u{fffe}\\u{1ffff}'],
    ['ش\u0301', 'ش\u0301'],
  ];
  test.each(cases)('%j', (text, shown) => {
    expect(escapeTerminal(text)).toBe(shown);
  });

  test('nothing unsafe is left of any text, and nothing visible is lost', () => {
    fc.assert(
      fc.property(fc.oneof(hostileText, fc.string({ unit: 'binary' })), (text) => {
        const shown = escapeTerminal(text);
        expect(shown).not.toMatch(unsafe);
        const back = shown.replace(/\\u\{([0-9a-f]+)\}/g, (_, code: string) =>
          String.fromCodePoint(parseInt(code, 16)),
        );
        expect(back).toBe(text);
      }),
      { numRuns: 1000 },
    );
  });
});
