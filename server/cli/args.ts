/** The command line → what to do. Anything that does not make sense is a `UserError`. */

import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import { parseArgs, type ParseArgsConfig } from 'node:util';
import { UserError } from '../dataset/user-error.ts';
import { type ReportFormat, reportFormats } from '../../protocol/report-formats.ts';
import { defaultProfileFile } from '../locations.ts';
import { parseField } from '../samples/field.ts';
import type { LabelFields } from '../train/row-labels.ts';
import { type FailRule, parseFailRule } from './fail-on.ts';

export const explainFormats = ['pretty', 'json'] as const;
export type ExplainFormat = (typeof explainFormats)[number];

export const evaluateFormats = ['pretty', 'json'] as const;
export type EvaluateFormat = (typeof evaluateFormats)[number];

export interface Output<Format> {
  readonly format: Format;
  /** Null: standard output. */
  readonly path: string | null;
}

export interface AuditArgs {
  readonly paths: readonly string[];
  readonly profile: string;
  readonly field: string | null;
  /** Columns that say what part of a dataset a row belongs to; null: the conventional ones. */
  readonly by: readonly string[] | null;
  readonly outputs: readonly Output<ReportFormat>[];
  readonly jobs: number;
  readonly seed: number;
  readonly maxRows: number;
  readonly failOn: readonly FailRule[];
  /** Says what format standard input has; null: JSON Lines. */
  readonly stdinFilename: string | null;
  /** Null: the one that `teacherprint.json` names, if it does. */
  readonly baseline: string | null;
  readonly quiet: boolean;
  /** Null: in one go, without a trace. */
  readonly run: RunArgs | null;
}

/** An audit in units, which may be done in any number of processes and go on after an end. */
export interface RunArgs {
  readonly folder: string;
  /** Null: all units, and then the reports. `index` counts from 0. */
  readonly shard: { readonly index: number; readonly of: number } | null;
  readonly unitMegabytes: number;
}

export interface MergeArgs {
  readonly folder: string;
  readonly profile: string;
  readonly outputs: readonly Output<ReportFormat>[];
  readonly failOn: readonly FailRule[];
}

export interface ExplainArgs {
  readonly profile: string;
  readonly field: string | null;
  readonly outputs: readonly Output<ExplainFormat>[];
  readonly target:
    | {
        readonly kind: 'row';
        readonly path: string;
        readonly row: number;
        readonly turn: number | null;
      }
    | { readonly kind: 'text'; readonly text: string | null };
}

/** What `train` and `evaluate` need to read labelled samples. */
export interface LabelledArgs {
  readonly paths: readonly string[];
  readonly field: string | null;
  readonly labels: LabelFields;
  readonly quiet: boolean;
}

export interface TrainArgs extends LabelledArgs {
  /** Of the profile; its card gets the same name with `.json`. */
  readonly output: string;
  /** Null: the name of the profile's file. */
  readonly id: string | null;
}

export interface EvaluateArgs extends LabelledArgs {
  readonly profile: string;
  readonly outputs: readonly Output<EvaluateFormat>[];
  readonly jobs: number;
}

export const shared = {
  profile: { type: 'string', default: fileURLToPath(defaultProfileFile) },
  field: { type: 'string' },
  format: { type: 'string', default: 'pretty' },
  output: { type: 'string', multiple: true },
  // Nothing that `explain` does takes long enough for progress; scripts may still say it.
  quiet: { type: 'boolean', default: false },
} as const;

export function parseAuditArgs(argv: readonly string[]): AuditArgs {
  const { values, positionals } = parse(argv, {
    ...shared,
    jobs: { type: 'string' },
    'max-rows': { type: 'string' },
    seed: { type: 'string' },
    'fail-on': { type: 'string', multiple: true, default: [] },
    by: { type: 'string', multiple: true },
    'stdin-filename': { type: 'string' },
    baseline: { type: 'string' },
    resume: { type: 'string' },
    shard: { type: 'string' },
    'unit-size': { type: 'string' },
  });
  if (positionals.length === 0)
    throw new UserError('audit: name at least one file, or - for standard input');
  const run = parseRun(values);
  if (run !== null) checkFiles('audit --resume', positionals);
  return {
    paths: positionals,
    profile: values.profile,
    field: checkedField(values.field),
    outputs: parseOutputs(reportFormats, values.format, values.output ?? []),
    jobs: jobsOf(values.jobs),
    seed: wholeNumber('--seed', values.seed, 0, 2 ** 31) ?? 1,
    maxRows: wholeNumber('--max-rows', values['max-rows'], 1, Number.MAX_SAFE_INTEGER) ?? Infinity,
    failOn: values['fail-on'].map(parseFailRule),
    by: parseBy(values.by),
    stdinFilename: values['stdin-filename'] ?? null,
    baseline: values.baseline ?? null,
    quiet: values.quiet,
    run,
  };
}

const defaultUnitMegabytes = 64;

interface RunValues {
  readonly resume?: string | undefined;
  readonly shard?: string | undefined;
  readonly 'unit-size'?: string | undefined;
}

function parseRun({ resume, shard, 'unit-size': unitSize }: RunValues): RunArgs | null {
  if (resume === undefined) {
    if (shard === undefined && unitSize === undefined) return null;
    const option = shard === undefined ? '--unit-size' : '--shard';
    throw new UserError(`${option}: say in which folder results are kept, with --resume RUN`);
  }
  if (resume === '') throw new UserError('--resume: name a folder');
  const unitMegabytes = wholeNumber('--unit-size', unitSize, 1, 1024) ?? defaultUnitMegabytes;
  return { folder: resume, shard: parseShard(shard), unitMegabytes };
}

const mostShards = 100_000;

function parseShard(text: string | undefined): RunArgs['shard'] {
  if (text === undefined) return null;
  const [, k, n] = /^(\d{1,6})\/(\d{1,6})$/.exec(text) ?? [];
  const [number, of] = [Number(k), Number(n)];
  if (number >= 1 && number <= of && of <= mostShards) return { index: number - 1, of };
  throw new UserError(`--shard ${text}: write it as K/N, such as 1/8 for the first of eight`);
}

export function parseMergeArgs(argv: readonly string[]): MergeArgs {
  const { profile, format, output, quiet } = shared;
  const { values, positionals } = parse(argv, {
    // Merging takes too short for progress; scripts may still say it.
    ...{ profile, format, output, quiet },
    'fail-on': { type: 'string', multiple: true, default: [] },
  });
  const [folder = '', ...more] = positionals;
  if (folder === '' || more.length > 0) throw new UserError('merge: name one run folder');
  return {
    folder,
    profile: values.profile,
    outputs: parseOutputs(reportFormats, values.format, values.output ?? []),
    failOn: values['fail-on'].map(parseFailRule),
  };
}

export function parseExplainArgs(argv: readonly string[]): ExplainArgs {
  const { values, positionals } = parse(argv, { ...shared, text: { type: 'string' } });
  return {
    profile: values.profile,
    field: checkedField(values.field),
    outputs: parseOutputs(explainFormats, values.format, values.output ?? []),
    target: parseTarget(positionals, values.text),
  };
}

export function parseTrainArgs(argv: readonly string[]): TrainArgs {
  const { values, positionals } = parse(argv, {
    ...labelled,
    output: { type: 'string' },
    id: { type: 'string' },
  });
  if (values.output === undefined || values.output === '') {
    throw new UserError('train: say where the profile goes, with --output my.profile');
  }
  const id = values.id?.trim() ?? null;
  if (id === '' || (id !== null && id.length > longestId)) {
    throw new UserError(`--id: use a name of 1 to ${longestId} characters`);
  }
  return { ...labelledArgs('train', values, positionals), output: values.output, id };
}

export function parseEvaluateArgs(argv: readonly string[]): EvaluateArgs {
  const { profile, format, output } = shared;
  const { values, positionals } = parse(argv, {
    ...labelled,
    ...{ profile, format, output },
    jobs: { type: 'string' },
  });
  return {
    ...labelledArgs('evaluate', values, positionals),
    profile: values.profile,
    outputs: parseOutputs(evaluateFormats, values.format, values.output ?? []),
    jobs: jobsOf(values.jobs),
  };
}

/** `none` is no column. */
function parseBy(columns: readonly string[] | undefined): readonly string[] | null {
  return columns?.filter((column) => column !== 'none') ?? null;
}

const longestId = 100;

const labelled = {
  field: shared.field,
  quiet: shared.quiet,
  'model-field': { type: 'string' },
  'family-field': { type: 'string' },
  'source-field': { type: 'string' },
  'prompt-field': { type: 'string' },
} as const;

interface LabelledValues {
  readonly field?: string | undefined;
  readonly quiet: boolean;
  readonly 'model-field'?: string | undefined;
  readonly 'family-field'?: string | undefined;
  readonly 'source-field'?: string | undefined;
  readonly 'prompt-field'?: string | undefined;
}

function labelledArgs(
  command: string,
  values: LabelledValues,
  paths: readonly string[],
): LabelledArgs {
  checkFiles(command, paths);
  return {
    paths,
    field: checkedField(values.field),
    labels: {
      model: values['model-field'] ?? null,
      family: values['family-field'] ?? null,
      source: values['source-field'] ?? null,
      prompt: values['prompt-field'] ?? null,
    },
    quiet: values.quiet,
  };
}

/** For what cannot be done with a pipe. */
export function checkFiles(command: string, paths: readonly string[]): void {
  if (paths.length === 0) throw new UserError(`${command}: name at least one file of samples`);
  if (paths.includes('-')) {
    throw new UserError(`${command}: reads files only; save what comes from - to a file first`);
  }
}

function parseTarget(
  positionals: readonly string[],
  text: string | undefined,
): ExplainArgs['target'] {
  const [place = '', ...more] = positionals;
  if (text !== undefined && place === '') return { kind: 'text', text: text === '-' ? null : text };
  const match = /^(?<path>.+?):(?<row>\d+)(?::(?<turn>\d+))?$/s.exec(place)?.groups;
  if (match === undefined || more.length > 0 || text !== undefined) {
    throw new UserError('explain: name one row as PATH:ROW, or give --text -');
  }
  const turn = match['turn'];
  return {
    kind: 'row',
    path: match['path']!,
    row: Number(match['row']),
    turn: turn === undefined ? null : Number(turn),
  };
}

export function parse<T extends NonNullable<ParseArgsConfig['options']>>(
  argv: readonly string[],
  options: T,
): ReturnType<typeof parseArgs<{ options: T; allowPositionals: true }>> {
  try {
    return parseArgs({ args: [...argv], options, allowPositionals: true });
  } catch (error) {
    // The parser's second sentence explains how to pass such a text as an argument: not meant here.
    const [first = ''] = (error instanceof Error ? error.message : String(error)).split('. ');
    throw new UserError(`${first}; see teacherprint --help`);
  }
}

/** Standard output first. */
export function parseOutputs<Format extends string>(
  known: readonly Format[],
  format: string,
  texts: readonly string[],
): Output<Format>[] {
  const outputs = texts.map((text) => parseOutput(known, text));
  const paths = new Set(outputs.map(({ path }) => path));
  if (paths.size < outputs.length) throw new UserError('--output: two reports for one file');
  return [{ format: oneOf(known, '--format', format), path: null }, ...outputs];
}

function parseOutput<Format extends string>(
  known: readonly Format[],
  text: string,
): Output<Format> {
  const [, format, path] = /^(\w+)=(.+)$/s.exec(text) ?? [];
  if (format === undefined || path === undefined) {
    throw new UserError(`--output ${text}: write it as FORMAT=PATH`);
  }
  return { format: oneOf(known, '--output', format), path };
}

export function oneOf<T extends string>(known: readonly T[], option: string, value: string): T {
  const found = known.find((candidate) => candidate === value);
  if (found === undefined) throw new UserError(`${option} ${value}: use ${known.join(', ')}`);
  return found;
}

export function checkedField(field: string | undefined): string | null {
  if (field !== undefined) parseField(field);
  return field ?? null;
}

export function jobsOf(text: string | undefined): number {
  return wholeNumber('--jobs', text, 1, 256) ?? availableParallelism();
}

export function wholeNumber(
  option: string,
  text: string | undefined,
  least: number,
  most: number,
): number | null {
  if (text === undefined) return null;
  const value = Number(text);
  if (/^\d+$/.test(text) && value >= least && value <= most) return value;
  throw new UserError(`${option} ${text}: use a whole number from ${least} to ${most}`);
}
