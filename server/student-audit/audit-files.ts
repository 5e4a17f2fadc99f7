/** Files of answers → what may be said of the student, as the terminal finds it. */

import { basename } from 'node:path';
import type { StudentView } from '../../protocol/student.ts';
import { vendorOf } from '../../protocol/student-words.ts';
import { UserError } from '../dataset/user-error.ts';
import { openInput } from '../inputs/open-inputs.ts';
import { identityProbesOf, readProbes } from '../student/probes.ts';
import { readAnswers } from '../student/read-answers.ts';
import { namedAfter, type ReadFile, readYardstick } from '../student/read-yardstick.ts';

export interface StudentAuditRequest {
  /** Paths, all of them. */
  readonly student: string;
  readonly teachers: readonly { readonly name: string; readonly path: string }[];
  readonly control: string | null;
  readonly decoys: readonly string[];
  readonly lineage: string | null;
  readonly seed: number;
}

export interface StudentAuditListener {
  readonly onStep: (step: string) => void;
  /** Hears where the answers of all but the decoys are. */
  readonly onAnswer: (who: AnswersOf, prompt: string, row: number) => void;
}

/** A teacher by its index. */
export type AnswersOf = 'student' | 'control' | number;

/** Throws a `UserError` where nothing can be compared. */
export async function auditStudentFiles(
  request: StudentAuditRequest,
  { onStep, onAnswer }: StudentAuditListener,
  signal: AbortSignal,
): Promise<StudentView> {
  check(request);
  const probes = identityProbesOf(await readProbes());
  let teachersRead = 0;
  const read: ReadFile = async (path, role, name) => {
    onStep(`reading ${basename(path)}`);
    const who = role === 'teacher' ? teachersRead++ : role;
    const listening = who !== 'decoys' && {
      onAnswer: (prompt: string, row: number) => onAnswer(who, prompt, row),
    };
    const options = { role, name, field: null, probes, ...listening };
    return readAnswers(await openInput(path), options, signal);
  };
  const student = await read(request.student, 'student', namedAfter(request.student));
  const teachers = request.teachers.map((teacher) => ({
    ...teacher,
    vendor: vendorOf(teacher.name),
  }));
  const yardstick = await readYardstick({ ...request, teachers }, read);
  // Nobody else waits for what this loads.
  const { auditStudent } = await import('../student/audit-student.ts');
  return auditStudent({ ...yardstick, student, prompts: null }, onStep);
}

function check({ teachers, decoys }: StudentAuditRequest): void {
  if (teachers.length === 0) throw new UserError('name at least one candidate teacher');
  const nameless = teachers.find(({ name }) => vendorOf(name) === '');
  if (nameless !== undefined) throw new UserError(`${nameless.path}: name its vendor`);
  const twice = teachers.find(({ name }, at) => teachers.findIndex((t) => t.name === name) !== at);
  if (twice !== undefined) {
    throw new UserError(`two candidates are called ${twice.name}; write VENDOR/VERSION for both`);
  }
  if (decoys.length === 0) {
    throw new UserError('name answers of other models; 19 models are needed for a verdict');
  }
}
