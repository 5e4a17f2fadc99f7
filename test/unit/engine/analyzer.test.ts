/** What holds of every judgement by any profile, whatever the text. */

import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createAnalyzer } from '../../../server/engine/analyzer.ts';
import { decodeProfile } from '../../../server/engine/profile.ts';
import { defaultProfileFile } from '../../../server/locations.ts';
import { hostileText } from '../../support/hostile-text.ts';
import { leakingAnswer, plainAnswer } from '../../support/texts.ts';

const analyzer = createAnalyzer(decodeProfile(readFileSync(defaultProfileFile)));
const { families, models, minimumChars } = analyzer.profile;

/** `judge` and `explain` say the same, and nothing that cannot be. */
function checkJudgement(text: string): void {
  const judgement = analyzer.judge(text);
  const explanation = analyzer.explain(text);
  const { judgement: explained, evidence, against, nearest, analysedChars } = explanation;
  expect(explained).toEqual(judgement);
  expect(analyzer.judge(text)).toEqual(judgement);
  const { posterior, probability, family, model, modelProbability, pValue } = judgement;
  if (judgement.verdict === 'too-short') {
    expect(text.trim().length).toBeLessThan(minimumChars);
    expect([posterior, probability, family, model]).toEqual([[], null, null, null]);
    expect([evidence, nearest]).toEqual([[], []]);
    return;
  }
  expect(posterior).toHaveLength(families.length);
  expect(posterior.every((points) => Number.isInteger(points) && points >= 0)).toBe(true);
  expect(posterior.reduce((sum, points) => sum + points, 0)).toBe(10_000);
  expect(probability! * 10_000).toBeCloseTo(Math.max(...posterior), 6);
  expect(posterior[families.indexOf(family!)]).toBe(Math.max(...posterior));
  expect(pValue).toBeGreaterThan(0);
  expect(pValue).toBeLessThanOrEqual(1);
  if (model !== null) {
    expect(models[models.findIndex(({ name }) => name === model)]!.family).toBe(
      families.indexOf(family!),
    );
    expect(modelProbability).toBeGreaterThanOrEqual(0);
    expect(modelProbability).toBeLessThanOrEqual(probability! + 1e-9);
  }
  expect(against).not.toBe(family);
  expect(families).toContain(against);
  expect(analysedChars).toBeLessThanOrEqual(text.length);
  for (const [index, { start, end, bits, expert }] of evidence.entries()) {
    expect(start).toBeGreaterThanOrEqual(0);
    expect(start).toBeLessThan(end);
    expect(end).toBeLessThanOrEqual(analysedChars);
    expect(Number.isFinite(bits)).toBe(true);
    const overlapping = evidence
      .slice(index + 1)
      .filter((other) => other.expert === expert && other.start < end && start < other.end);
    expect(overlapping).toEqual([]);
  }
  expect(nearest.slice(0, 2).map((near) => near.family)).toEqual([family, against]);
  const probabilities = nearest.map((near) => near.probability * 10_000);
  expect(probabilities.map(Math.round)).toEqual(posterior.toSorted((a, b) => b - a).slice(0, 3));
  expect(nearest.every(({ bits }) => Number.isFinite(bits))).toBe(true);
  const strengths = evidence.map(({ bits }) => Math.abs(bits));
  expect(strengths).toEqual(strengths.toSorted((a, b) => b - a));
}

const pieces = fc.oneof(
  hostileText,
  fc.string({ unit: 'binary' }),
  fc.constantFrom(plainAnswer, leakingAnswer, '\n\n', '# Heading\n', '- item\n', '  ', '1, 2, 3. '),
);

describe('judging', () => {
  test('cannot fail, and is one with explaining', () => {
    fc.assert(
      fc.property(fc.array(pieces, { minLength: 1, maxLength: 12 }), (parts) => {
        checkJudgement(parts.join(''));
      }),
      { numRuns: 300 },
    );
  });

  const monsters: [name: string, text: string][] = [
    ['nothing', ''],
    ['a megabyte of one letter', 'a'.repeat(1 << 20)],
    ['a megabyte of NUL', '\u0000'.repeat(1 << 20)],
    ['a megabyte of half characters', '\ud83e'.repeat(1 << 20)],
    ['a megabyte of turned around pairs', '\udd50\ud83e'.repeat(1 << 19)],
    ['a megabyte of emoji', '🥐'.repeat(1 << 19)],
    ['a megabyte of line breaks', '\n'.repeat(1 << 20)],
    ['a megabyte of spaces around a letter', `${' '.repeat(1 << 19)}a${' '.repeat(1 << 19)}`],
    ['a megabyte of combining marks', `a${'\u0301'.repeat(1 << 20)}`],
    ['a megabyte of vendor names', 'ChatGPT Claude '.repeat(1 << 16)],
    [
      'every UTF-16 unit',
      Array.from({ length: 65_536 }, (_, i) => String.fromCharCode(i)).join(''),
    ],
    ['half a character at the limit of what is read', `${'a'.repeat(32_767)}🥐${plainAnswer}`],
  ];
  test.each(monsters)('bears %s', (_, text) => {
    checkJudgement(text);
    // Whatever it was, it leaves no trace.
    checkJudgement(plainAnswer);
  });

  test('does not depend on what was judged before', () => {
    const fresh = createAnalyzer(analyzer.profile);
    analyzer.explain('a'.repeat(1 << 16));
    analyzer.judge(leakingAnswer.repeat(9));
    expect(analyzer.explain(plainAnswer)).toEqual(fresh.explain(plainAnswer));
  });
});
