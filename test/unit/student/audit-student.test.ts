/** Whole audits of made-up models: who was taught is found, who was not is not, and what is missing is said. */

import { describe, expect, test } from 'vitest';
import type { AnswersFileView, StudentView } from '../../../protocol/student.ts';
import { isUserError } from '../../../server/dataset/user-error.ts';
import type { NamedAnswers } from '../../../server/student/answer-table.ts';
import { auditStudent, type StudentInput } from '../../../server/student/audit-student.ts';
import type { AnswersFile } from '../../../server/student/read-answers.ts';
import { type ModelPlan, modelAnswers } from '../../support/habits.ts';

const prompts = 130;

function file(role: AnswersFileView['role'], ...models: NamedAnswers[]): AnswersFile {
  const rows = models.reduce((sum, { answers }) => sum + answers.size, 0);
  return {
    path: `${role}.jsonl`,
    role,
    field: 'text',
    models,
    identity: [],
    prompts: new Map(),
    rows,
    skipped: new Map(),
  };
}

interface Setting {
  readonly student: Omit<ModelPlan, 'name'>;
  readonly control?: Omit<ModelPlan, 'name'>;
  readonly decoys?: number;
  readonly prompts?: number;
  readonly lineage?: string;
}

const teacherSeeds = { red: 11, blue: 12 };

function audit(setting: Setting): StudentView {
  const count = setting.prompts ?? prompts;
  const input: StudentInput = {
    student: file('student', modelAnswers({ name: 'pupil', ...setting.student }, count)),
    teachers: Object.entries(teacherSeeds).map(([name, seed]) =>
      file('teacher', modelAnswers({ name, seed }, count)),
    ),
    control:
      setting.control === undefined
        ? null
        : file('control', modelAnswers({ name: 'base', ...setting.control }, count)),
    decoys: [
      file(
        'decoys',
        ...Array.from({ length: setting.decoys ?? 30 }, (_, i) =>
          modelAnswers({ name: `decoy-${i}`, seed: 100 + i }, count),
        ),
      ),
    ],
    prompts: null,
    lineage: setting.lineage ?? null,
    seed: 1,
  };
  return auditStudent(input);
}

const taughtByRed = { seed: 50, teacher: { seed: teacherSeeds.red, share: 0.95 } };

describe('verdicts', () => {
  const cases: [name: string, setting: Setting, red: string, blue: string][] = [
    ['taught by red', { student: taughtByRed }, 'consistent', 'no-evidence/usual'],
    [
      'taught by red, unlike its base',
      { student: taughtByRed, control: { seed: 51 } },
      'consistent',
      'no-evidence/usual',
    ],
    [
      'the base writes like red, too',
      {
        student: taughtByRed,
        control: { seed: 52, teacher: { seed: teacherSeeds.red, share: 0.95 } },
      },
      'inconclusive/control-too',
      'no-evidence/usual',
    ],
    [
      'of red’s own line',
      { student: taughtByRed, lineage: 'red' },
      'inconclusive/same-vendor',
      'no-evidence/usual',
    ],
    ['taught by nobody', { student: { seed: 60 } }, 'no-evidence/usual', 'no-evidence/usual'],
    [
      'few decoys',
      { student: taughtByRed, decoys: 18 },
      'inconclusive/few-decoys',
      'inconclusive/few-decoys',
    ],
    [
      'few prompts',
      { student: taughtByRed, prompts: 99 },
      'inconclusive/few-prompts',
      'inconclusive/few-prompts',
    ],
  ];
  for (const [name, setting, ...expected] of cases) {
    test(name, () => {
      const { teachers } = audit(setting);
      const seen = teachers.map(({ verdict, reason }) =>
        reason === null ? verdict : `${verdict}/${reason}`,
      );
      expect(seen).toEqual(expected);
    });
  }
});

test('against a control, evidence grows along the prompts and could have stopped', () => {
  const [red] = audit({ student: taughtByRed, control: { seed: 51 } }).teachers;
  const { delta, low, p, eValue, stoppedAfter, prompts: pairs } = red!.control!;
  expect(pairs).toBe(prompts);
  expect(low).toBeGreaterThan(0);
  expect(delta).toBeGreaterThan(0.1);
  expect(p).toBeLessThan(0.001);
  expect(eValue).toBeGreaterThan(20);
  expect(stoppedAfter).toBeLessThan(prompts);
});

test('two runs give the same, and the ledger adds up', () => {
  const setting = { student: taughtByRed, control: { seed: 51 } };
  const view = audit(setting);
  expect(audit(setting)).toEqual(view);
  for (const { coverage } of view.files) {
    const skipped = Object.values(coverage.skipped).reduce((sum, n) => sum + n, 0);
    expect(coverage.analysed + skipped).toBe(coverage.rows);
  }
});

test('a decoy that says in its name whose it is does not judge that vendor', () => {
  const models = Array.from({ length: 24 }, (_, i) =>
    modelAnswers({ name: i < 4 ? `red-${i}` : `decoy-${i}`, seed: 100 + i }, prompts),
  );
  const { teachers } = auditStudent({
    student: file('student', modelAnswers({ name: 'pupil', ...taughtByRed }, prompts)),
    teachers: [file('teacher', modelAnswers({ name: 'red', seed: teacherSeeds.red }, prompts))],
    control: null,
    decoys: [file('decoys', ...models)],
    prompts: null,
    lineage: null,
    seed: 1,
  });
  expect(teachers[0]!.decoys).toBe(20);
});

describe('what cannot be compared is refused', () => {
  const student = file('student', modelAnswers({ name: 'pupil', seed: 50 }, prompts));
  const teacher = file('teacher', modelAnswers({ name: 'red', seed: 11 }, prompts));
  const decoys = file(
    'decoys',
    ...[1, 2, 3, 4].map((seed) => modelAnswers({ name: `decoy-${seed}`, seed }, prompts)),
  );
  const usual: StudentInput = {
    student,
    teachers: [teacher],
    control: null,
    decoys: [decoys],
    prompts: null,
    lineage: null,
    seed: 1,
  };
  const few = file('teacher', modelAnswers({ name: 'red', seed: 11 }, 19));
  const two = [1, 2].map((seed) => modelAnswers({ name: `m-${seed}`, seed }, prompts));
  for (const [name, change, words] of [
    ['few prompts in common', { teachers: [few] }, /19 prompts in common/],
    ['two models in the student’s file', { student: file('student', ...two) }, /several models/],
    ['two decoys', { decoys: [file('decoys', ...two)] }, /2 decoys/],
  ] as const) {
    test(name, () => {
      let problem: unknown;
      try {
        auditStudent({ ...usual, ...change });
      } catch (error) {
        problem = error;
      }
      expect(isUserError(problem)).toBe(true);
      expect(String(problem)).toMatch(words);
    });
  }
});
