/** Messages between the extension and the page that shows the audit of a student. The page is believed
 *  nothing: the extension checks every message against these shapes. */

import type { StudentAuditView } from './student-audit.ts';

export interface StudentAuditState {
  /** Name of the student's file. */
  name: string;
  /** How far the audit is; null: none runs. */
  progress: { percentage: number; message: string } | null;
  /** What was found last. */
  audit: StudentAuditView | null;
  /** A sentence, if the audit failed. */
  failure: string | null;
}

export interface ToStudentPage {
  kind: 'state';
  state: StudentAuditState;
}

/** Whose answer is read beside the student's: that of the control, or of a teacher by its index. */
export type ComparedWith = number | 'control';

export type FromStudentPage =
  | { kind: 'ready' }
  | { kind: 'audit' }
  | { kind: 'cancel' }
  | { kind: 'export' }
  /** Other files, or other names for them. */
  | { kind: 'change' }
  | { kind: 'open-row'; path: string; row: number }
  /** `prompt`: its index among those of the view. */
  | { kind: 'compare'; prompt: number; other: ComparedWith };
