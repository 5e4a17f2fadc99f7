/** Which files a student was compared with, kept by the workspace so that it can be audited again. */

import type * as vscode from 'vscode';
import type { StudentFiles } from '../protocol/student-audit.ts';

const key = 'teacherprint.studentFiles';
const mostStudents = 20;

type Kept = readonly StudentFiles[];

/** Null: it was not audited before. */
export function recallStudentFiles(
  memory: vscode.Memento,
  student: vscode.Uri,
): StudentFiles | null {
  const all = memory.get<Kept>(key, []);
  return all.find((files) => files.student === student.toString()) ?? null;
}

export function rememberStudentFiles(memory: vscode.Memento, files: StudentFiles): Thenable<void> {
  const others = memory.get<Kept>(key, []).filter(({ student }) => student !== files.student);
  return memory.update(key, [files, ...others].slice(0, mostStudents));
}
