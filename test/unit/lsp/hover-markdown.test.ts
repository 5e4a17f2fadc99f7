/** Whatever the dataset and the profile, a hover shows text: no link, no image, no HTML. */

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { inlineCode, plainText } from '../../../server/lsp/escape-markdown.ts';
import { renderHover } from '../../../server/lsp/render-hover.ts';
import type { ExplanationView } from '../../../protocol/views.ts';
import { explanationView } from '../../support/explanations.ts';
import { hostileText, unsafe } from '../../support/hostile-text.ts';
import { explanationView as explained } from '../media/audit-view.ts';

/**
 * What is left of a paragraph when its code spans and escaped characters are taken away. By the rule
 * of CommonMark a run of backticks opens a span that the next run of equal length closes, nothing
 * inside of it is markup, and a backslash takes the meaning of what follows it.
 */
function markupOf(paragraph: string): string {
  let markup = '';
  for (let at = 0; at < paragraph.length;) {
    const rest = paragraph.slice(at);
    const [run = ''] = /^`+/.exec(rest) ?? [];
    const close = [...rest.slice(run.length).matchAll(/`+/g)].find(
      ([{ length }]) => length === run.length,
    );
    if (/^\\[!-/:-@[-`{-~]/.test(rest)) at += 2;
    else if (run === '') markup += paragraph[at++]!;
    else if (close === undefined) return markup + rest;
    else at += run.length + close.index + run.length;
  }
  return markup;
}

test('any text is one code span, in one line', () => {
  fc.assert(
    fc.property(hostileText, (text) => {
      const shown = inlineCode(text);
      expect(markupOf(`before ${shown} after`)).toBe('before  after');
      expect(shown).not.toMatch(unsafe);
    }),
    { numRuns: 1000 },
  );
});

test('a name is its own letters, whatever they are', () => {
  expect(plainText('claude-3-opus')).toBe('claude-3-opus');
  expect(plainText('![x](http://a.b) <b>')).toBe('\\!\\[x\\]\\(http\\:\\/\\/a\\.b\\) \\<b\\>');
  fc.assert(
    fc.property(hostileText, (text) => {
      expect(markupOf(plainText(text))).not.toMatch(/[!-,./:-@[-`{-~]/);
    }),
  );
});

describe('a hover', () => {
  const checkFavors = (given: Partial<ExplanationView>, line: string): void => {
    const lines = renderHover(explained(given), true).split('\n\n');
    expect(lines.filter((shown) => shown.startsWith('Of the '))).toEqual(line === '' ? [] : [line]);
  };

  test('says in a line whether kinds of evidence agree', () => {
    const { nearest } = explained();
    checkFavors(
      {},
      'Of the 3 nearest: phrase, spelling, opening or closing favor claude; ' +
        'sentence pattern favors gpt; layout favors other.',
    );
    const agreeing = nearest.map((near) => ({ ...near, experts: near.experts.slice(0, 2) }));
    checkFavors({ nearest: agreeing }, 'Of the 3 nearest: every kind of evidence favors claude.');
    checkFavors({ nearest: [] }, '');
  });

  test('in Markdown is short, and nothing of it is a link, an image or HTML', () => {
    fc.assert(
      fc.property(explanationView, (explanation) => {
        const shown = renderHover(explanation, true);
        expect(shown.length).toBeLessThanOrEqual(4000);
        for (const line of shown.split('\n')) {
          expect(line).not.toMatch(unsafe);
          expect(markupOf(line)).not.toMatch(/[<>[\]!&\\]|:\/\/|www\.|@/);
        }
      }),
      { numRuns: 500 },
    );
  });

  test('in plain text holds nothing that hides or reorders', () => {
    fc.assert(
      fc.property(explanationView, (explanation) => {
        const lines = renderHover(explanation, false).split('\n');
        expect(lines.filter((line) => unsafe.test(line))).toEqual([]);
      }),
    );
  });
});
