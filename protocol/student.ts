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
  /** What z must exceed; measured, see docs/evaluation-students.md. */
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

/** Why a row of an answers file is not compared. Answers to identity probes are in `identity` instead. */
export type AnswerSkipReason =
  SkipReason | 'no-prompt' | 'no-model' | 'repeated' | 'other-prompt' | 'identity';

/** Where an answer is. */
export interface AnswerPlace {
  path: string;
  /** From 1. */
  row: number;
  /** Of the probe, as BCP 47 has it; null: the row does not say. */
  lang: string | null;
}

/** Answers that claim to be of one vendor: "I am …", "I was made by …"; a mere mention is no claim. */
export interface IdentityClaimView {
  /** Line of models that the answers name, as in `vendor` of a teacher where they are the same. */
  vendor: string;
  /** In the order of the file; an answer that makes two claims is in both. */
  answers: AnswerPlace[];
}

/** What a model says of itself when it is asked. No verdict: system prompts and training on
 *  self-descriptions change it as well as a teacher does. */
export interface IdentityView {
  model: string;
  /** Whose it is said to be. */
  vendor: string;
  role: AnswersFileView['role'];
  /** Identity probes that it answered. */
  probes: number;
  /** Most claimed first. */
  claims: IdentityClaimView[];
  /** Answers that name no vendor. */
  unnamed: AnswerPlace[];
  /** Answers that claim another maker than the most claimed vendor's: */
  contradictions: {
    answers: number;
    /** of these, in a language in which others claim the most claimed: the wording alone made it; */
    wordings: number;
    /** and those in languages in which none does. */
    languages: number;
  };
}

/** Answers that were asked for during the audit, those about who the student is included. */
export interface AskedView {
  planned: number;
  answered: number;
  /** Prompts after which enough was known, so that the others were not asked; null: no early stop. */
  stoppedAfter: number | null;
}

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
  /** The student first, decoys last; null: nobody answered an identity probe. */
  identity: IdentityView[] | null;
  /** Null: all answers are from files. */
  asked: AskedView | null;
  seed: number;
}
