/** *Audit Student Model*: answers compared in a thread, read one by one, and written down as a report. */

import { basename } from 'node:path';
import { studentFormats } from '../../../protocol/report-formats.ts';
import type {
  AnswersView,
  AnswerView,
  AuditStudentParams,
  DescribeAnswersParams,
  ExportStudentAuditParams,
  ReadAnswerParams,
  StudentAuditView,
} from '../../../protocol/student-audit.ts';
import { UserError } from '../../dataset/user-error.ts';
import { openInput } from '../../inputs/open-inputs.ts';
import { plainLook } from '../../report/render-pretty.ts';
import {
  describeAnswers as describe,
  readAnswer as read,
} from '../../student-audit/read-answer.ts';
import { runInThread } from '../../threads/run-in-thread.ts';
import { version } from '../../version.ts';
import { savedPathOf } from '../file-path.ts';
import type { Session } from '../session.ts';
import { withTask } from '../task-progress.ts';
import { writeReport } from '../write-report.ts';
import { auditSeed } from './audit-dataset.ts';

export async function auditStudent(
  session: Session,
  { files, ...task }: AuditStudentParams,
  signal: AbortSignal,
): Promise<StudentAuditView> {
  const student = savedPathOf(files.student);
  const request = {
    student,
    teachers: files.teachers.map(({ uri, name }) => ({ name, path: savedPathOf(uri) })),
    control: files.control === null ? null : savedPathOf(files.control),
    decoys: files.decoys.map(savedPathOf),
    lineage: files.lineage?.toLowerCase() ?? null,
    seed: auditSeed,
  };
  return withTask(session, task, `Auditing ${basename(student)}`, (onProgress) =>
    runInThread('student', request, { onProgress, signal }),
  );
}

export async function describeAnswers(
  _session: Session,
  { uri }: DescribeAnswersParams,
  signal: AbortSignal,
): Promise<AnswersView> {
  return describe(await openInput(savedPathOf(uri)), signal);
}

export async function readAnswer(
  _session: Session,
  { uri, ...place }: ReadAnswerParams,
  signal: AbortSignal,
): Promise<AnswerView> {
  return read(await openInput(savedPathOf(uri)), place, signal);
}

export async function exportStudentAudit(
  _session: Session,
  { student, format, target }: ExportStudentAuditParams,
): Promise<void> {
  if (!studentFormats.includes(format)) {
    throw new UserError(`there is no format "${format}" of student audits`);
  }
  await writeReport(target, student.files, async () => {
    // Nobody else waits for what this loads.
    const { renderStudent } = await import('../../report/render-student.ts');
    return renderStudent(student, format, { look: plainLook, version });
  });
}
