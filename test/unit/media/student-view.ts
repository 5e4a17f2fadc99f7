/** An audit of a student that no real answers would give all at once. All texts are ours. */

import type {
  ControlView,
  IdentityView,
  StudentTeacherView,
  StudentView,
} from '../../../protocol/student.ts';
import type { StudentAuditView } from '../../../protocol/student-audit.ts';
import type { StudentAuditState } from '../../../protocol/student-page.ts';

const folder = '/answers';
const prompts = 130;

function controlView(part: Partial<ControlView> = {}): ControlView {
  const log2Capital = Array.from(
    { length: prompts },
    (_, at) => at / 9 - 0.8 + Math.sin(at / 4) / 2,
  );
  return {
    prompts,
    delta: 0.21,
    low: 0.17,
    high: 0.25,
    p: 0.0001,
    z: 0.4,
    eValue: 2 ** log2Capital.at(-1)!,
    stoppedAfter: 46,
    log2Capital,
    ...part,
  };
}

export function teacherView(part: Partial<StudentTeacherView> = {}): StudentTeacherView {
  const decoyZ = Array.from({ length: 30 }, (_, at) => (at - 15) / 6 + Math.sin(at) / 5);
  return {
    teacher: 'red/red-1',
    vendor: 'red',
    prompts,
    z: 8.4,
    threshold: 6,
    p: 3e-9,
    llrBits: 22.1,
    rank: 1 / 31,
    decoys: 30,
    decoyZ: decoyZ.toSorted((a, b) => a - b),
    holm: 6e-9,
    control: controlView(),
    channels: [
      { channel: 'lexical', z: 8.4, rank: 1 / 31 },
      { channel: 'template', z: 5.1, rank: 1 / 31 },
      { channel: 'markdown', z: -0.2, rank: 17 / 31 },
      { channel: 'ends', z: 2.2, rank: 2 / 31 },
    ],
    overlap: { share: 0.041, usual: 0.002, rank: 1 / 31 },
    refusals: { student: 6, teacher: 8, both: 5, expected: 0.4, rank: 1 / 31 },
    verdict: 'consistent',
    reason: null,
    ...part,
  };
}

const blue = teacherView({
  teacher: 'blue',
  vendor: 'blue',
  z: -0.4,
  p: 0.65,
  llrBits: 0,
  rank: 19 / 31,
  holm: 0.65,
  control: controlView({
    stoppedAfter: null,
    eValue: 0.3,
    log2Capital: Array.from({ length: prompts }, (_, at) => -at / 70),
  }),
  verdict: 'no-evidence',
  reason: 'usual',
});

export function identityView(part: Partial<IdentityView> = {}): IdentityView {
  const at = (row: number): IdentityView['unnamed'][number] => ({
    path: `${folder}/pupil.jsonl`,
    row,
    lang: 'en',
  });
  return {
    model: 'pupil',
    vendor: 'pupil',
    role: 'student',
    probes: 14,
    claims: [
      { vendor: 'red', answers: [131, 132, 133, 134, 135, 136, 137].map(at) },
      { vendor: 'green', answers: [at(138)] },
    ],
    unnamed: [at(139), at(140)],
    contradictions: { answers: 1, wordings: 1, languages: 0 },
    ...part,
  };
}

export function studentView(part: Partial<StudentView> = {}): StudentView {
  const names = ['pupil', 'red', 'blue', 'base', 'decoys'];
  const roles = ['student', 'teacher', 'teacher', 'control', 'decoys'] as const;
  return {
    student: 'pupil',
    lineage: null,
    control: 'base',
    prompts,
    files: roles.map((role, at) => ({
      path: `${folder}/${names[at]}.jsonl`,
      role,
      field: 'completion',
      models: role === 'decoys' ? 30 : 1,
      coverage: {
        rows: prompts + 2,
        analysed: prompts,
        skipped: { 'broken-json': 1, repeated: 1 },
      },
    })),
    vendors: [
      { vendor: 'red', teacher: 'red/red-1', margin: null, verdict: 'consistent', reason: null },
      { vendor: 'blue', teacher: 'blue', margin: null, verdict: 'no-evidence', reason: 'usual' },
    ],
    teachers: [blue, teacherView()],
    identity: [identityView(), identityView({ model: 'decoy-1', role: 'decoys' })],
    asked: null,
    seed: 1,
    ...part,
  };
}

export function studentAuditView(part: Partial<StudentAuditView> = {}): StudentAuditView {
  const topics = ['rivers', 'bread', 'maps', 'clocks', 'gardens'];
  return {
    student: studentView(),
    prompts: Array.from({ length: prompts }, (_, at) => ({
      prompt: `Question ${at + 1}: what about ${topics[at % topics.length]!}?`,
      student: at + 1,
      teachers: [at === 3 ? null : at + 2, at + 1],
      control: at === 4 ? null : at + 3,
    })),
    promptCount: prompts,
    ...part,
  };
}

export function studentAuditState(part: Partial<StudentAuditState> = {}): StudentAuditState {
  return {
    name: 'pupil.jsonl',
    progress: null,
    audit: studentAuditView(),
    failure: null,
    ...part,
  };
}
