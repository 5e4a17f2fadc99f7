/** The window test: quiet about its own population, loud about others, in any split of the work. */

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { write } from '../../../../bench/campaign/write.ts';
import {
  describePrompt,
  promptFeatureCount,
} from '../../../../server/campaign/axes/prompt-features.ts';
import {
  alarmPValue,
  fitWindowTest,
  leastHistory,
  openWindow,
  promptFeatures,
  testWindow,
} from '../../../../server/campaign/axes/window.ts';
import { createRandom } from '../../../../server/engine/random.ts';

const random = createRandom(11);
const some = (rule: string, count: number): string[] =>
  Array.from({ length: count }, () => write(rule, random));

const history = some('chat', 1200);
const fitted = fitWindowTest(history, 1)!;

test('benign windows are no alarms, and not all far from one', () => {
  const windows = Array.from({ length: 12 }, () => testWindow(fitted, some('chat', 400)));
  expect(windows.filter(({ pValue }) => pValue <= alarmPValue)).toEqual([]);
  expect(Math.min(...windows.map(({ pValue }) => pValue))).toBeLessThan(0.9);
});

test.each(['harvest_data', 'rubric', 'reasoning', 'pivot'])('a tenth of %s is found', (rule) => {
  const window = [...some('chat', 450), ...some(rule, 50)];
  expect(testWindow(fitted, window).pValue).toBeLessThanOrEqual(alarmPValue);
});

test('one prompt a hundred times over does not pass for a small set of prompts', () => {
  const window = [...some('chat', 900), ...Array<string>(100).fill(write('rubric', random))];
  expect(testWindow(fitted, window).pValue).toBeLessThanOrEqual(alarmPValue);
});

test('the few prompts of an application are not found for being few', () => {
  const few = some('chat', 400);
  const window = Array.from({ length: 1500 }, () => few[random.below(few.length)]!);
  expect(testWindow(fitted, window).pValue).toBeGreaterThan(alarmPValue);
});

test('features that were computed before give the same result, in any order of prompts', () => {
  const prompts = some('code', 200);
  const window = openWindow(fitted);
  for (const prompt of prompts.toReversed()) window.add(prompt, promptFeatures(fitted, prompt));
  const { ratio } = testWindow(fitted, prompts);
  expect(window.result().ratio).toBeCloseTo(ratio, 8);
  expect(window.prompts).toBe(200);
});

test('the same history and seed give the same test', () => {
  const again = fitWindowTest(history, 1)!;
  expect(testWindow(again, history.slice(0, 300))).toEqual(
    testWindow(fitted, history.slice(0, 300)),
  );
});

test('too little history is no test, and an empty window no alarm', () => {
  expect(fitWindowTest(history.slice(0, leastHistory - 1), 1)).toBeNull();
  expect(openWindow(fitted).result()).toEqual({ prompts: 0, ratio: 1, pValue: 1, eValue: 1 });
});

test('a history of one prompt only is no test', () => {
  expect(fitWindowTest(Array<string>(600).fill('ping'), 1)).toBeNull();
});

test('every text has features, all of them finite', () => {
  const into = new Float64Array(promptFeatureCount);
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (text) => {
      describePrompt(text, into);
      return into.every((value) => Number.isFinite(value));
    }),
  );
});
