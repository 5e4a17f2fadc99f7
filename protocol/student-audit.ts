/** Messages about the audit of a student between an editor and the server. See docs/protocol-student.md. */

import { RequestType, type WorkDoneProgressParams } from 'vscode-languageserver-protocol';
import type { StudentFormat } from './report-formats.ts';
import type { StudentView } from './student.ts';

/** Whose answers are compared; all files are named by URIs. */
export interface StudentFiles {
  student: string;
  teachers: TeacherFile[];
  /** Null: there is none. */
  control: string | null;
  decoys: string[];
  /** Vendor of whose line of models the student is; null: nothing is said. */
  lineage: string | null;
}

export interface TeacherFile {
  uri: string;
  /** Its vendor, or vendor/version where there are several of a vendor. */
  name: string;
}

export interface AuditStudentParams extends WorkDoneProgressParams {
  files: StudentFiles;
}

/** A prompt that the student and at least one teacher answered, with the rows that have the answers. */
export interface StudentPromptView {
  /** The beginning of it; hostile, as all that a row says. */
  prompt: string;
  student: number;
  /** In the order of the files; null: that teacher did not answer. */
  teachers: (number | null)[];
  control: number | null;
}

export interface StudentAuditView {
  student: StudentView;
  /** The first of them, in the order of the student's file. */
  prompts: StudentPromptView[];
  /** How many there are. */
  promptCount: number;
}

/** Compares answers from disk. */
export const auditStudent = new RequestType<AuditStudentParams, StudentAuditView, void>(
  'teacherprint/auditStudent',
);

export interface DescribeAnswersParams {
  uri: string;
}

/** Who answered, as the first rows say; null: they do not, or not all the same. */
export interface AnswersView {
  model: string | null;
  family: string | null;
}

export const describeAnswers = new RequestType<DescribeAnswersParams, AnswersView, void>(
  'teacherprint/describeAnswers',
);

export interface ReadAnswerParams {
  uri: string;
  row: number;
  /** Where the answer is, as the audit has it. */
  field: string;
  /** As the audit has it: another prompt there means that the file is another. */
  prompt: string;
}

export interface AnswerView {
  text: string;
  /** Whether there is more of it. */
  isCut: boolean;
}

/** One answer from disk, for somebody who reads it beside another. */
export const readAnswer = new RequestType<ReadAnswerParams, AnswerView, void>(
  'teacherprint/readAnswer',
);

export interface ExportStudentAuditParams {
  /** What `auditStudent` answered with. */
  student: StudentView;
  format: StudentFormat;
  /** File that the report becomes; what was there is replaced once the report is whole. */
  target: string;
}

/** Writes an audit down, as it found things. */
export const exportStudentAudit = new RequestType<ExportStudentAuditParams, void, void>(
  'teacherprint/exportStudentAudit',
);
