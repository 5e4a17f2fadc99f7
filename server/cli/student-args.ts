/** The command line of `student`. */

import { type StudentFormat, studentFormats } from '../../protocol/report-formats.ts';
import { UserError } from '../dataset/user-error.ts';
import {
  type EndpointArgs,
  endpointArgs,
  endpointOptions,
  refuseWithoutEndpoint,
} from './endpoint-args.ts';
import { checkedField, type Output, parse, parseOutputs, shared, wholeNumber } from './args.ts';

export interface TeacherArg {
  /** The whole of it before "=", such as gpt/gpt-4; its vendor is what comes before "/". */
  readonly name: string;
  readonly vendor: string;
  readonly path: string;
}

export interface StudentArgs {
  /** Of the student; with an endpoint, where they are kept. */
  readonly answers: string;
  /** Null: all answers are there. */
  readonly live: LiveArgs | null;
  /** By its own, or as the model that is asked; null: the name of the answers' file. */
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

/** A student that is asked on the spot. */
export interface LiveArgs {
  readonly endpoint: EndpointArgs;
  readonly stopsEarly: boolean;
}

const { field, format, output, quiet } = shared;
const options = {
  ...{ field, format, output, quiet },
  ...endpointOptions,
  'stop-early': { type: 'boolean', default: false },
  answers: { type: 'string' },
  name: { type: 'string' },
  teacher: { type: 'string', multiple: true },
  control: { type: 'string' },
  decoys: { type: 'string', multiple: true },
  lineage: { type: 'string' },
  seed: { type: 'string' },
} as const;

type Values = ReturnType<typeof parse<typeof options>>['values'];

export function parseStudentArgs(argv: readonly string[]): StudentArgs {
  const { values, positionals } = parse(argv, options);
  if (positionals.length > 0) {
    throw new UserError(
      `student: "${positionals[0]}" has no option before it; files follow --answers, --teacher, --control and --decoys`,
    );
  }
  if (values.answers === undefined) {
    throw new UserError(
      values.endpoint === undefined
        ? 'student: name the file of the student’s answers, with --answers PATH'
        : 'student: say where the student’s answers are kept, with --answers student.jsonl',
    );
  }
  const teachers = (values.teacher ?? []).map(parseTeacher);
  if (teachers.length === 0) {
    throw new UserError('student: name at least one candidate, with --teacher NAME=PATH');
  }
  const twice = teachers.find(({ name }, at) => teachers.findIndex((t) => t.name === name) !== at);
  if (twice !== undefined) throw new UserError(`student: --teacher ${twice.name} is given twice`);
  const decoys = values.decoys ?? [];
  if (decoys.length === 0) {
    throw new UserError(
      'student: name answers of other models to the same prompts, with --decoys PATH; 19 models are needed for a verdict',
    );
  }
  const seed = wholeNumber('--seed', values.seed, 0, 2 ** 31);
  return {
    answers: values.answers,
    live: liveArgs(values, seed),
    name: values.name ?? values.model?.[0]?.split('=')[0] ?? null,
    teachers,
    control: values.control ?? null,
    decoys,
    lineage: values.lineage?.toLowerCase() ?? null,
    field: checkedField(values.field),
    outputs: parseOutputs(studentFormats, values.format, values.output ?? []),
    seed: seed ?? 1,
    quiet: values.quiet,
  };
}

function liveArgs(values: Values, seed: number | null): LiveArgs | null {
  const { endpoint, answers: path, control, quiet, 'stop-early': stopsEarly } = values;
  if (endpoint === undefined) {
    refuseWithoutEndpoint(values);
    if (stopsEarly) throw new UserError('--stop-early: means something with --endpoint only');
    return null;
  }
  if ((values.model ?? []).length > 1) throw new UserError('--model: name one student');
  if (stopsEarly && control === undefined) {
    throw new UserError(
      '--stop-early: needs a control, with --control PATH; what decides is evidence beyond the control',
    );
  }
  if (path === '-')
    throw new UserError('--answers -: with --endpoint, name a file to keep them in');
  const output = { option: '--answers', path };
  return { endpoint: endpointArgs(values, { output, samples: 1, seed, quiet }), stopsEarly };
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
