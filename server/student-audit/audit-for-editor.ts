/** An audit of a student with what only an editor shows: the prompts, and where their answers are. */

import type { StudentAuditView } from '../../protocol/student-audit.ts';
import { auditStudentFiles, type StudentAuditRequest } from './audit-files.ts';
import { PromptRows } from './prompt-rows.ts';

type OnProgress = (progress: { readonly percentage: number; readonly message: string }) => void;

/** One for each channel. */
const stepsAfterReading = 4;

export async function auditStudentForEditor(
  request: StudentAuditRequest,
  onProgress: OnProgress,
  signal: AbortSignal,
): Promise<StudentAuditView> {
  const { teachers, control, decoys } = request;
  const files = 1 + teachers.length + (control === null ? 0 : 1) + decoys.length;
  let steps = 0;
  const prompts = new PromptRows(teachers.length);
  const student = await auditStudentFiles(
    request,
    {
      onStep: (message) => {
        const percentage = Math.floor((100 * steps++) / (files + stepsAfterReading));
        onProgress({ percentage: Math.min(99, percentage), message });
      },
      onAnswer: (who, prompt, row) => prompts.add(who, prompt, row),
    },
    signal,
  );
  return { student, ...prompts.view() };
}
