/** *Audit Student Model*: asks for files, and shows in a tab what an audit of them finds. Loaded when it is asked for. */

import * as vscode from 'vscode';
import type { StudentAuditView, StudentFiles } from '../protocol/student-audit.ts';
import { compareAnswers } from './compare-answers.ts';
import { exportStudentAudit } from './export-report.ts';
import { openAuditedRow } from './open-audited-row.ts';
import type { Parts } from './parts.ts';
import { rememberStudentFiles } from './recall-student-files.ts';
import { StudentAudit, type StudentPageRequest } from './student-audit.ts';
import { askStudentFiles } from './student-steps.ts';
import { tellFailure } from './tell.ts';

/** `given`: what is asked for otherwise, for callers that know it. Null: nothing was audited. */
export async function auditStudent(
  parts: Parts,
  uri: vscode.Uri | undefined,
  given: unknown,
): Promise<StudentAuditView | null> {
  const files =
    filesOf(uri, given) ?? (await askStudentFiles(parts, { student: uri, offersSame: true }));
  if (files === null) return null;
  await rememberStudentFiles(parts.memory, files);
  const audit = parts.studentAudits.get(files.student, () => openTab(parts, files));
  audit.reveal();
  await audit.run(files);
  return audit.state.audit;
}

function openTab(parts: Parts, files: StudentFiles): StudentAudit {
  const { extensionUri, client } = parts;
  const audit: StudentAudit = new StudentAudit({
    ...{ files, extensionUri, client },
    onRequest: (request) => {
      // Nobody waits: what goes wrong is told to the user.
      void tellFailure(parts.log, () => answer(parts, audit, request));
    },
  });
  return audit;
}

async function answer(
  parts: Parts,
  audit: StudentAudit,
  request: StudentPageRequest,
): Promise<void> {
  switch (request.kind) {
    case 'audit':
      return audit.run();
    case 'cancel':
      audit.cancel();
      return;
    case 'export':
      return exportStudentAudit(parts, audit);
    case 'change': {
      const files = await askStudentFiles(parts, { student: audit.uri, offersSame: false });
      if (files === null) return;
      await rememberStudentFiles(parts.memory, files);
      return audit.run(files);
    }
    case 'open-row':
      return openAuditedRow(parts, audit.state.audit?.student.files, request);
    case 'compare':
      return compareAnswers(parts, audit, request);
  }
}

/** A menu passes a list as well, of what was selected: that is no answer to anything. */
function filesOf(student: vscode.Uri | undefined, given: unknown): StudentFiles | null {
  if (student === undefined || typeof given !== 'object' || given === null) return null;
  const { teachers, decoys, control, lineage } = given as Record<string, unknown>;
  if (!Array.isArray(teachers) || !Array.isArray(decoys)) return null;
  const text = (value: unknown): string =>
    value instanceof vscode.Uri || typeof value === 'string' ? value.toString() : '';
  const maybe = (value: unknown): string | null => text(value) || null;
  return {
    student: student.toString(),
    teachers: teachers.map((teacher: Record<string, unknown>) => ({
      uri: text(teacher['uri']),
      name: text(teacher['name']),
    })),
    decoys: decoys.map(text),
    control: maybe(control),
    lineage: maybe(lineage),
  };
}
