/** Which prompts a student is asked, and when it need not be asked any more. */

import { describe, expect, test } from 'vitest';
import type { StudentTeacherView, StudentView } from '../../../protocol/student.ts';
import { isEnough, looksAmong } from '../../../server/student/early-stop.ts';
import { planPrompts } from '../../../server/student/plan-prompts.ts';
import { inDrawnOrder } from '../../../server/student/prompt-order.ts';
import type { AnswersFile } from '../../../server/student/read-answers.ts';

/** A file of models that answered some of the prompts 0, 1, 2, …; text and key differ in white space. */
function file(role: AnswersFile['role'], ...models: readonly (readonly number[])[]): AnswersFile {
  const key = (i: number): string => `What is ${i}?`;
  return {
    ...{ path: 'a.jsonl', role, field: 'text', identity: [], rows: 0, skipped: new Map() },
    models: models.map((answered, m) => ({
      name: `${role}-${m}`,
      vendor: role,
      answers: new Map(answered.map((i) => [key(i), 'An answer.'])),
    })),
    prompts: new Map(models.flat().map((i) => [key(i), `What  is\n${i}?`])),
  };
}

const upTo = (end: number): number[] => [...Array(end).keys()];

function planned(teachers: AnswersFile[], decoys: AnswersFile[], most = Infinity): string[] {
  return planPrompts(teachers, decoys, { seed: 1, most }).map(({ text }) => text);
}

test('it asks in the words and in the order of an audit', () => {
  const plan = planPrompts([file('teacher', upTo(30))], [file('decoys', upTo(30))], {
    seed: 1,
    most: 25,
  });
  const keys = upTo(30).map((i) => `What is ${i}?`);
  expect(plan.map(({ key }) => key)).toEqual(inDrawnOrder(keys, 1).slice(0, 25));
  for (const { key, text } of plan) expect(text).toBe(key.replace(' is ', '  is\n'));
});

test('a larger plan begins with a smaller one', () => {
  const teachers = [file('teacher', upTo(60))];
  const decoys = [file('decoys', upTo(60))];
  expect(planned(teachers, decoys).slice(0, 40)).toEqual(planned(teachers, decoys, 40));
});

describe('a prompt needs', () => {
  const cases: [what: string, teachers: AnswersFile[], decoys: AnswersFile[], plan: number][] = [
    [
      'any teacher',
      [file('teacher', upTo(20)), file('teacher', [20])],
      [file('decoys', upTo(90))],
      21,
    ],
    [
      'half of the decoys',
      [file('teacher', upTo(90))],
      [file('decoys', upTo(40), upTo(30), upTo(25), [])],
      30,
    ],
    ['some decoy', [file('teacher', upTo(90))], [file('decoys', upTo(33))], 33],
  ];
  test.each(cases)('%s', (_, teachers, decoys, plan) => {
    expect(planned(teachers, decoys).length).toBe(plan);
  });

  test('others beside it', () => {
    const decoys = [file('decoys', upTo(90))];
    expect(() => planned([file('teacher', upTo(19))], decoys)).toThrow('19 prompts to ask');
    expect(() => planned([file('teacher', upTo(90))], decoys, -3)).toThrow('0 prompts to ask');
  });
});

test('looks come before the end, never behind it', () => {
  expect(looksAmong(100)).toEqual([]);
  expect(looksAmong(101)).toEqual([100]);
  expect(looksAmong(1000).at(-1)).toBeLessThan(1000);
});

describe('enough is', () => {
  const teacher = (
    verdict: StudentTeacherView['verdict'],
    eValue: number | null,
  ): Pick<StudentTeacherView, 'verdict'> & { control: { eValue: number } | null } => ({
    verdict,
    control: eValue === null ? null : { eValue },
  });
  const cases: [what: string, teachers: ReturnType<typeof teacher>[], enough: boolean][] = [
    ['a call with evidence beyond the control', [teacher('consistent', 20)], true],
    ['more evidence among two', [teacher('consistent', 39), teacher('no-evidence', 1)], false],
    ['as much as there are teachers', [teacher('consistent', 40), teacher('no-evidence', 1)], true],
    ['no evidence without a call', [teacher('inconclusive', 1e9)], false],
    ['no call without a control', [teacher('consistent', null)], false],
    ['the same teacher twice', [teacher('consistent', 1), teacher('inconclusive', 1e9)], false],
  ];
  test.each(cases)('%s', (_, teachers, enough) => {
    expect(isEnough({ teachers } as unknown as StudentView)).toBe(enough);
  });
});
