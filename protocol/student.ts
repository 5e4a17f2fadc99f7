/** What an audit of a student found, as plain data: CLI → reports, server → editor. */

import type { SkipReason } from './views.ts';

export const studentVerdicts = ['consistent', 'inconclusive', 'no-evidence'] as const;
/** Never an accusation: "consistent with", "inconclusive", "no evidence". */
export type StudentVerdict = (typeof studentVerdicts)[number];

/** Why a verdict is not "consistent with". */
export type StudentReason =
  | 'few-prompts'
  | 'few-decoys'
  | 'needs-control' // some likeness, but whether it comes from the base cannot be said
  | 'control-too' // the control is as much like the teacher
  | 'same-vendor' // the student is of the teacher's own line: lineage
  | 'weak' // some likeness, below the threshold
  | 'usual'; // not more like the teacher than decoys are

/** `lexical` decides; the others are shown beside it. */
export const studentChannels = ['lexical', 'template', 'markdown', 'ends'] as const;
export type StudentChannel = (typeof studentChannels)[number];

export interface ChannelView {
  channel: StudentChannel;
  /** Usual deviations above the decoys' middle. */
  z: number;
  /** (1 + decoys that stand as high) ÷ (1 + decoys). */
  rank: number;
}

/** Runs of eight words that the student's answer has in common with the teacher's to the same prompt. */
export interface OverlapView {
  /** Share of the student's runs. */
  share: number;
  /** The decoys' median. */
  usual: number;
  rank: number;
}

/** Prompts where both begin with a refusal, beyond what chance would have them share. */
export interface RefusalView {
  student: number;
  teacher: number;
  both: number;
  expected: number;
  rank: number;
}

/** Student and control on the same prompts. */
export interface ControlView {
  prompts: number;
  /** Mean difference of their places among the decoys' answers, from -1 to 1, with its 95 % interval. */
  delta: number;
  low: number;
  high: number;
  /** One-sided sign-flip test. */
  p: number;
  /** Of the control itself. */
  z: number;
  /** Capital of a gambler who bets on the student; it stays below 1/α with probability 1 - α. */
  eValue: number;
  /** The first prompt after which the audit could have stopped; null: none. */
  stoppedAfter: number | null;
  /** log2 of the capital along the prompts, thinned for a plot. */
  log2Capital: number[];
}

export interface StudentTeacherView {
  teacher: string;
  vendor: string;
  /** Prompts that student and teacher both answered. */
  prompts: number;
  z: number;
  /** What z has to reach; measured, see docs/evaluation-students.md. */
  threshold: number;
  /** P of such a z among decoys: Student's t. */
  p: number;
  /** The largest log-likelihood ratio that p can be worth, in bits: log2 of 1 ÷ (-e p ln p). */
  llrBits: number;
  rank: number;
  decoys: number;
  /** z of the decoys, ascending. */
  decoyZ: number[];
  /** Over all teachers: Holm's of the larger of p and the control's. */
  holm: number;
  control: ControlView | null;
  channels: ChannelView[];
  overlap: OverlapView;
  refusals: RefusalView;
  verdict: StudentVerdict;
  reason: StudentReason | null;
}

/** Calls are made of vendors; which of their versions is said only where it stands out. */
export interface StudentVendorView {
  vendor: string;
  /** The version that the student is most like. */
  teacher: string;
  /** z of that version less z of the next of the vendor; null: it is the only one. */
  margin: number | null;
  verdict: StudentVerdict;
  reason: StudentReason | null;
}

/** Why a row of an answers file is not used. */
export type AnswerSkipReason = SkipReason | 'no-prompt' | 'no-model' | 'repeated' | 'other-prompt';

export interface AnswersFileView {
  path: string;
  role: 'student' | 'teacher' | 'control' | 'decoys';
  /** Where the answers are; null: nothing could be read. */
  field: string | null;
  models: number;
  coverage: {
    rows: number;
    analysed: number;
    skipped: Partial<Record<AnswerSkipReason, number>>;
  };
}

export interface StudentView {
  student: string;
  /** Line of models that the student is said to be of; null: nothing was said. */
  lineage: string | null;
  control: string | null;
  /** Prompts that the student and at least one teacher answered. */
  prompts: number;
  files: AnswersFileView[];
  /** Strongest first. */
  vendors: StudentVendorView[];
  teachers: StudentTeacherView[];
  seed: number;
}
