/** `teacherprint student`: was this model trained on that one's answers? */

import { basename } from 'node:path';
import type { StudentView } from '../../protocol/student.ts';
import { refuseToReplace, fileSink, type Sink } from '../report/sink.ts';
import { identityProbesOf, readProbes } from '../student/probes.ts';
import { type AnswersFile, type AnswersOptions, readAnswers } from '../student/read-answers.ts';
import { version } from '../version.ts';
import { type ExitCode, exitCodes } from './exit-codes.ts';
import { openInput } from '../inputs/open-inputs.ts';
import { lookOf, standardOutput } from './output.ts';
import { createSteps, noSteps } from './steps.ts';
import { parseStudentArgs, type StudentArgs } from './student-args.ts';
import { runStudentProbes } from './student-probes.ts';

export async function runStudent(argv: readonly string[], signal: AbortSignal): Promise<ExitCode> {
  if (argv[0] === 'probes') return runStudentProbes(argv.slice(1));
  const args = parseStudentArgs(argv);
  const sinks: Sink[] = [];
  try {
    for (const { path } of args.outputs) {
      sinks.push(path === null ? standardOutput : await fileSink(path));
    }
    // Nobody else waits for what these two load.
    const { renderStudent } = await import('../report/render-student.ts');
    const view = await audit(args, signal);
    for (const { format, path } of args.outputs) {
      const look = lookOf(path === null && process.stdout.isTTY);
      await sinks[0]!.write(renderStudent(view, format, { look, version }));
      await sinks.shift()!.finish();
    }
    return exitCodes.clean;
  } finally {
    for (const sink of sinks) await sink.discard();
  }
}

async function audit(args: StudentArgs, signal: AbortSignal): Promise<StudentView> {
  const steps = args.quiet ? noSteps : createSteps();
  const probes = identityProbesOf(await readProbes());
  const read = async (
    path: string,
    role: AnswersOptions['role'],
    name: AnswersOptions['name'],
  ): Promise<AnswersFile> => {
    steps.begin(`reading ${path}`);
    const dataset = await openInput(path);
    refuseToReplace(dataset.name, 'audited', args.outputs);
    return readAnswers(dataset, { role, name, field: args.field, probes }, signal);
  };
  const own = (path: string): AnswersOptions['name'] => {
    const model = basename(path).replace(/\.\w+(?:\.(?:gz|zst))?$/, '');
    return { model, vendor: model };
  };
  try {
    const student = await read(args.answers, 'student', {
      ...own(args.answers)!,
      ...(args.name === null ? {} : { model: args.name }),
    });
    const teachers: AnswersFile[] = [];
    for (const { name, vendor, path } of args.teachers) {
      teachers.push(await read(path, 'teacher', { model: name, vendor }));
    }
    const control =
      args.control === null ? null : await read(args.control, 'control', own(args.control));
    const decoys: AnswersFile[] = [];
    for (const path of args.decoys) decoys.push(await read(path, 'decoys', null));
    const { auditStudent } = await import('../student/audit-student.ts');
    const { lineage, seed } = args;
    return auditStudent({ student, teachers, control, decoys, lineage, seed }, (step) => {
      signal.throwIfAborted();
      steps.begin(step);
    });
  } finally {
    steps.done();
  }
}
