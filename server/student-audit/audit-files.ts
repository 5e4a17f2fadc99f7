/** Files of answers → what may be said of the student. */

import { basename } from 'node:path';
import type { StudentView } from '../../protocol/student.ts';
import { vendorOf } from '../../protocol/student-words.ts';
import type { Dataset } from '../dataset/dataset.ts';
import { UserError } from '../dataset/user-error.ts';
import { identityProbesOf, readProbes } from '../student/probes.ts';
import { type AnswersFile, type AnswersOptions, readAnswers } from '../student/read-answers.ts';

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
  readonly open: (path: string) => Promise<Dataset>;
  readonly onStep: (step: string) => void;
  /** Hears where the answers of all but the decoys are; `teacher`: its index. */
  readonly onAnswer: (who: AnswersOf, prompt: string, row: number) => void;
}

export type AnswersOf = 'student' | 'control' | number;

/** The name of a file without its endings: whose answers are in it, where nobody says more. */
function nameOfFile(path: string): string {
  return basename(path).replace(/\.\w+(?:\.(?:gz|zst))?$/, '');
}

/** Throws a `UserError` where nothing can be compared. */
export async function auditStudentFiles(
  request: StudentAuditRequest,
  { open, onStep, onAnswer }: StudentAuditListener,
  signal: AbortSignal,
): Promise<StudentView> {
  const { teachers, control, decoys, lineage, seed } = check(request);
  const probes = identityProbesOf(await readProbes());
  const read = async (
    path: string,
    options: Pick<AnswersOptions, 'role' | 'name'>,
    who: AnswersOf | null,
  ): Promise<AnswersFile> => {
    onStep(`reading ${basename(path)}`);
    return readAnswers(
      await open(path),
      {
        ...options,
        ...{ field: null, probes },
        ...(who !== null && { onAnswer: (prompt, row) => onAnswer(who, prompt, row) }),
      },
      signal,
    );
  };
  const own = (path: string): AnswersOptions['name'] => {
    const model = nameOfFile(path);
    return { model, vendor: model };
  };
  const { student } = request;
  const input = {
    student: await read(student, { role: 'student', name: own(student) }, 'student'),
    teachers: [] as AnswersFile[],
    control: null as AnswersFile | null,
    decoys: [] as AnswersFile[],
    ...{ prompts: null, lineage, seed },
  };
  for (const [index, { name, path }] of teachers.entries()) {
    const named = { model: name, vendor: vendorOf(name) };
    input.teachers.push(await read(path, { role: 'teacher', name: named }, index));
  }
  if (control !== null) {
    input.control = await read(control, { role: 'control', name: own(control) }, 'control');
  }
  for (const path of decoys) {
    input.decoys.push(await read(path, { role: 'decoys', name: null }, null));
  }
  // Nobody else waits for what this loads.
  const { auditStudent } = await import('../student/audit-student.ts');
  return auditStudent(input, (step) => {
    signal.throwIfAborted();
    onStep(step);
  });
}

function check(request: StudentAuditRequest): StudentAuditRequest {
  const { teachers, decoys } = request;
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
  return request;
}
