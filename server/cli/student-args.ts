/** The command line of `student`. */

import { UserError } from '../dataset/user-error.ts';
import { checkedField, type Output, parse, parseOutputs, shared, wholeNumber } from './args.ts';

export const studentFormats = ['pretty', 'json', 'html', 'md'] as const;
export type StudentFormat = (typeof studentFormats)[number];

export interface TeacherArg {
  /** The whole of it before "=", such as gpt/gpt-4; its vendor is what comes before "/". */
  readonly name: string;
  readonly vendor: string;
  readonly path: string;
}

export interface StudentArgs {
  readonly answers: string;
  /** Null: the name of the answers' file. */
  readonly name: string | null;
  readonly teachers: readonly TeacherArg[];
  readonly control: string | null;
  readonly decoys: readonly string[];
  readonly lineage: string | null;
  readonly field: string | null;
  readonly outputs: readonly Output<StudentFormat>[];
  readonly seed: number;
  readonly quiet: boolean;
}

export function parseStudentArgs(argv: readonly string[]): StudentArgs {
  const { field, format, output, quiet } = shared;
  const { values, positionals } = parse(argv, {
    ...{ field, format, output, quiet },
    answers: { type: 'string' },
    name: { type: 'string' },
    teacher: { type: 'string', multiple: true, default: [] },
    control: { type: 'string' },
    decoys: { type: 'string', multiple: true, default: [] },
    lineage: { type: 'string' },
    seed: { type: 'string' },
  });
  if (positionals.length > 0) {
    throw new UserError(
      `student: "${positionals[0]}" has no option before it; files follow --answers, --teacher, --control and --decoys`,
    );
  }
  if (values.answers === undefined) {
    throw new UserError('student: name the file of the student’s answers, with --answers PATH');
  }
  const teachers = values.teacher.map(parseTeacher);
  if (teachers.length === 0) {
    throw new UserError('student: name at least one candidate, with --teacher NAME=PATH');
  }
  const twice = teachers.find(({ name }, at) => teachers.findIndex((t) => t.name === name) !== at);
  if (twice !== undefined) throw new UserError(`student: --teacher ${twice.name} is given twice`);
  if (values.decoys.length === 0) {
    throw new UserError(
      'student: name answers of other models to the same prompts, with --decoys PATH; 19 models are needed for a verdict',
    );
  }
  return {
    answers: values.answers,
    name: values.name ?? null,
    teachers,
    control: values.control ?? null,
    decoys: values.decoys,
    lineage: values.lineage?.toLowerCase() ?? null,
    field: checkedField(values.field),
    outputs: parseOutputs(studentFormats, values.format, values.output ?? []),
    seed: wholeNumber('--seed', values.seed, 0, 2 ** 31) ?? 1,
    quiet: values.quiet,
  };
}

function parseTeacher(text: string): TeacherArg {
  const [, name, path] = /^([^=]+)=(.+)$/s.exec(text) ?? [];
  const vendor = name?.split('/')[0]!.trim().toLowerCase();
  if (name === undefined || path === undefined || vendor === undefined || vendor === '') {
    throw new UserError(
      `--teacher ${text}: write it as NAME=PATH, such as claude=answers.jsonl or gpt/gpt-4=answers.jsonl`,
    );
  }
  return { name: name.trim(), vendor, path };
}
