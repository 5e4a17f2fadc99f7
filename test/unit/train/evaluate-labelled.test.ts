import { expect, test } from 'vitest';
import { evaluateLabelled, type JudgedLabel } from '../../../server/train/evaluate-labelled.ts';
import { ledgerOf } from '../../../server/train/ledger.ts';
import {
  type LabelledEvaluation,
  overlapCaveats,
  renderEvaluationPretty,
} from '../../../server/train/render-labelled.ts';

const families = ['a', 'b', 'human', 'other'];
const text = (family: string, called: string, isMatch = false): JudgedLabel => ({
  family,
  called,
  probability: 0.75,
  isMatch,
});
const texts = [
  text('a', 'a', true),
  text('a', 'a'),
  text('a', 'b', true),
  text('a', 'b'),
  text('a', 'human'),
  text('human', 'human', true),
  text('stranger', 'other'),
  text('stranger', 'a', true),
];

test('counts what was right, family by family, strangers last', () => {
  const {
    families: own,
    named,
    strangers,
    all,
    calibrationError,
  } = evaluateLabelled(texts, families);
  expect(
    own.map(({ family, texts: n, right, matches, rightMatches, mostFrequentError }) => [
      family,
      n,
      right.count,
      matches,
      rightMatches.count,
      mostFrequentError,
    ]),
  ).toEqual([
    ['a', 5, 2, 2, 1, { family: 'b', texts: 2 }],
    ['human', 1, 1, 1, 1, null],
    ['stranger', 2, 1, 1, 0, { family: 'a', texts: 1 }],
  ]);
  expect([named.texts, strangers.texts, all.texts]).toEqual([5, 2, 8]);
  expect(all.rightMatches).toMatchObject({ count: 2, of: 4 });
  // Three of six known texts were right, at 0.75 each.
  expect(calibrationError).toBeCloseTo(0.25, 9);
});

test('says nothing about probabilities of families that are all unknown', () => {
  expect(evaluateLabelled([text('x', 'a')], families).calibrationError).toBeNull();
});

test('a page for people has every figure with its interval', () => {
  const evaluation: LabelledEvaluation = {
    profile: { id: 'own', sha256: '', summary: 'some texts' },
    files: [{ file: 'a.jsonl', sha256: '', field: 'text', sources: [] }],
    ledger: ledgerOf(9, 8, [{ reason: 'no-label' }]),
    figures: evaluateLabelled(texts, families),
    caveats: ['beware'],
  };
  expect(renderEvaluationPretty(evaluation)).toMatchInlineSnapshot(`
    [
      "TEACHERPRINT ─ a.jsonl",
      "profile own: some texts",
      "",
      "9 rows · 9 samples = 8 analyzed + 1 skipped (1 without a label)",
      "I read text; another field: --field PATH",
      "",
      "family      texts     right first  matches   of them right  most often taken for",
      "a               5    40 % (12–77)        2     50 % (9–91)  b (40 %)",
      "human           1  100 % (21–100)        1  100 % (21–100)  —",
      "all named       5    40 % (12–77)        2     50 % (9–91)",
      "stranger *      2     50 % (9–91)        1      0 % (0–79)  a (50 %)",
      "all *           2     50 % (9–91)        1      0 % (0–79)",
      "* not in the profile: right is "other" first, and every match is wrong",
      "",
      "Precision of "match": 2 of 4 matches right, 50 % (15–85); 4 texts unknown.",
      "Expected calibration error: 0.250, of the probability of the family that comes first, in ten bins, for texts of families that the profile knows.",
      "Intervals are 95 % (Wilson), as if texts were independent; answers to one prompt are not, so they are a little too narrow.",
      "Note: beware.",
    ]
  `);
});

test('texts that were learned from are told by their file and by the name of their source', () => {
  const files = [
    { file: 'a.jsonl', sha256: '1', field: null, sources: ['x', 'y'] },
    { file: 'b.jsonl', sha256: '2', field: null, sources: ['x'] },
  ];
  const learned = { sources: new Set(['x']), files: new Set(['2']) };
  expect(overlapCaveats(files, learned).slice(0, -1)).toEqual([
    'b.jsonl: the profile learned from this very file',
    'the profile learned from a source of this name: x',
  ]);
  expect(overlapCaveats(files, null)).toHaveLength(1);
});
