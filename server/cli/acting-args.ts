/** The command lines of `baseline` and `export`. */

import {
  type BaselineAction,
  baselineActions,
  type SubsetMode,
  subsetModes,
} from '../../protocol/commands.ts';
import { UserError } from '../dataset/user-error.ts';
import { checkedField, checkFiles, jobsOf, oneOf, parse, shared } from './args.ts';

export interface BaselineArgs {
  readonly action: BaselineAction;
  readonly paths: readonly string[];
  readonly profile: string;
  readonly field: string | null;
  readonly jobs: number;
  readonly baseline: string | null;
  /** Whether `create` may replace a baseline. */
  readonly force: boolean;
  readonly quiet: boolean;
}

export interface ExportArgs {
  readonly path: string;
  readonly profile: string;
  readonly field: string | null;
  readonly jobs: number;
  readonly mode: SubsetMode;
  readonly rules: readonly string[];
  readonly unreadable: SubsetMode;
  /** Name of the field that rows get; null: none. */
  readonly annotate: string | null;
  /** Paths of what is written; dropped rows need not be. */
  readonly kept: string;
  readonly dropped: string | null;
  readonly quiet: boolean;
}

export function parseBaselineArgs(argv: readonly string[]): BaselineArgs {
  const [name = '', ...rest] = argv;
  const action = baselineActions.find((candidate) => candidate === name);
  if (action === undefined) {
    throw new UserError(`baseline ${name}: use ${baselineActions.join(', ')}`);
  }
  const { profile, field, quiet } = shared;
  const { values, positionals } = parse(rest, {
    ...{ profile, field, quiet },
    jobs: { type: 'string' },
    baseline: { type: 'string' },
    force: { type: 'boolean', default: false },
  });
  const command = `baseline ${action}`;
  checkFiles(command, positionals);
  if (values.force && action !== 'create') throw new UserError(`${command}: needs no --force`);
  return {
    action,
    paths: positionals,
    profile: values.profile,
    field: checkedField(values.field),
    jobs: jobsOf(values.jobs),
    baseline: values.baseline ?? null,
    force: values.force,
    quiet: values.quiet,
  };
}

export function parseExportArgs(argv: readonly string[]): ExportArgs {
  const { profile, field, quiet } = shared;
  const { values, positionals } = parse(argv, {
    ...{ profile, field, quiet },
    jobs: { type: 'string' },
    keep: { type: 'string', multiple: true, default: [] },
    drop: { type: 'string', multiple: true, default: [] },
    output: { type: 'string' },
    dropped: { type: 'string' },
    unreadable: { type: 'string', default: 'drop' },
    annotate: { type: 'string' },
  });
  const [path, ...more] = positionals;
  if (path === undefined || more.length > 0) {
    throw new UserError('export: name one file, or - for standard input');
  }
  const { keep, drop } = values;
  if (keep.length > 0 === drop.length > 0) {
    throw new UserError('export: say what stays with --keep, or what goes with --drop');
  }
  if (values.output === undefined || values.output === '') {
    throw new UserError('export: say where rows go that are kept, with --output kept.jsonl');
  }
  return {
    path,
    profile: values.profile,
    field: checkedField(values.field),
    jobs: jobsOf(values.jobs),
    mode: keep.length > 0 ? 'keep' : 'drop',
    rules: [...keep, ...drop],
    unreadable: oneOf(subsetModes, '--unreadable', values.unreadable),
    annotate: values.annotate ?? null,
    kept: values.output,
    dropped: values.dropped ?? null,
    quiet: values.quiet,
  };
}
