/** `teacherprint student`: was this model trained on that one's answers? */

import type { StudentView } from '../../protocol/student.ts';
import { openInput } from '../inputs/open-inputs.ts';
import { fileSink, refuseToReplace, type Sink } from '../report/sink.ts';
import { identityProbesOf, type Probe, readProbes } from '../student/probes.ts';
import { type AnswersFile, readAnswers } from '../student/read-answers.ts';
import { namedAfter, type ReadFile, readYardstick } from '../student/read-yardstick.ts';
import { version } from '../version.ts';
import { type ExitCode, exitCodes } from './exit-codes.ts';
import { lookOf, standardOutput } from './output.ts';
import { createSteps, noSteps } from './steps.ts';
import { parseStudentArgs, type StudentArgs } from './student-args.ts';
import { askStudent } from './student-live.ts';
import { runStudentProbes } from './student-probes.ts';

export async function runStudent(argv: readonly string[], signal: AbortSignal): Promise<ExitCode> {
  if (argv[0] === 'probes') return runStudentProbes(argv.slice(1));
  const args = parseStudentArgs(argv);
  const sinks: Sink[] = [];
  try {
    for (const { path } of args.outputs) {
      sinks.push(path === null ? standardOutput : await fileSink(path));
    }
    const { view, code } = await audit(args, signal);
    if (view === null) return code;
    // Nobody else waits for what this loads.
    const { renderStudent } = await import('../report/render-student.ts');
    for (const { format, path } of args.outputs) {
      const look = lookOf(path === null && process.stdout.isTTY);
      await sinks[0]!.write(renderStudent(view, format, { look, version }));
      await sinks.shift()!.finish();
    }
    return code;
  } finally {
    for (const sink of sinks) await sink.discard();
  }
}

interface Audited {
  /** Null: there was none. */
  readonly view: StudentView | null;
  readonly code: ExitCode;
}

async function audit(args: StudentArgs, signal: AbortSignal): Promise<Audited> {
  const { auditStudent, checkYardstick } = await import('../student/audit-student.ts');
  const probes = await readProbes();
  const steps = args.quiet ? noSteps : createSteps();
  const onStep = (step: string): void => {
    signal.throwIfAborted();
    steps.begin(step);
  };
  const read = reader(args, { probes, signal, onStep });
  const name = { ...namedAfter(args.answers), ...(args.name !== null && { model: args.name }) };
  const readStudent = (): Promise<AnswersFile> => read(args.answers, 'student', name);
  try {
    if (args.live === null) {
      const student = await readStudent();
      const input = { ...(await readYardstick(args, read)), student, prompts: null };
      return { view: auditStudent(input, onStep), code: exitCodes.clean };
    }
    refuseToReplace(args.answers, 'audited', args.outputs);
    const yardstick = await readYardstick(args, read);
    // What is asked has progress of its own.
    steps.done();
    const identity = probes.filter(({ domain }) => domain === 'identity');
    const audits = { readStudent, audit: auditStudent, check: checkYardstick };
    const live = await askStudent({ live: args.live, yardstick, identity, audits }, signal);
    if (live.kind === 'ended') return { view: null, code: live.code };
    const student = await readStudent();
    const view = auditStudent({ ...yardstick, student, prompts: live.prompts }, onStep);
    return { view: { ...view, asked: live.asked }, code: live.code };
  } finally {
    steps.done();
  }
}

interface Reading {
  readonly probes: readonly Probe[];
  readonly signal: AbortSignal;
  readonly onStep: (step: string) => void;
}

function reader(args: StudentArgs, { probes, signal, onStep }: Reading): ReadFile {
  const identity = identityProbesOf(probes);
  return async (path, role, name) => {
    onStep(`reading ${path}`);
    const dataset = await openInput(path);
    refuseToReplace(dataset.name, 'audited', args.outputs);
    const field = role === 'student' && args.live !== null ? answerField : args.field;
    return readAnswers(dataset, { role, name, field, probes: identity }, signal);
  };
}

/** Where answers are that were asked for. */
const answerField = 'response';
