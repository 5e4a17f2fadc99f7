import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { inlineCode } from '../../../server/lsp/escape-markdown.ts';
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

/**
 * CommonMark's rule for code spans: a run of backticks opens one that the next run of equal length
 * closes, and nothing inside of it is markup. Returns what is outside of all spans.
 */
function outsideOfCode(markdown: string): string {
  let outside = '';
  for (let at = 0; at < markdown.length;) {
    const fence = /^`+/.exec(markdown.slice(at))?.[0];
    if (fence === undefined) {
      outside += markdown[at++]!;
      continue;
    }
    const rest = markdown.slice(at + fence.length);
    const close = [...rest.matchAll(/`+/g)].find((run) => run[0].length === fence.length);
    if (close === undefined) return outside + markdown.slice(at);
    at += fence.length + close.index + fence.length;
  }
  return outside;
}

describe('for Markdown', () => {
  test('any text is one code span in one line, and nothing of it is markup', () => {
    fc.assert(
      fc.property(hostileText, (text) => {
        const shown = inlineCode(text);
        expect(outsideOfCode(`before ${shown} after`)).toBe('before  after');
        expect(shown).not.toMatch(unsafe);
      }),
      { numRuns: 1000 },
    );
  });
});
