/** The command lines of `references`. */

import { UserError } from '../dataset/user-error.ts';
import {
  labelled,
  labelledArgs,
  type LabelledArgs,
  parse,
  parseId,
  shared,
  wholeNumber,
} from './args.ts';

export interface ReferencesFitArgs extends LabelledArgs {
  /** Of the local profile; its card gets the same name with `.json`. */
  readonly output: string;
  /** Null: the name of the profile's file. */
  readonly id: string | null;
  /** The profile that is begun with. */
  readonly profile: string;
}

export interface ReferencesSampleArgs extends LabelledArgs {
  readonly output: string;
  readonly perFamily: number;
  readonly seed: number;
}

export function parseReferencesFitArgs(argv: readonly string[]): ReferencesFitArgs {
  const { values, positionals } = parse(argv, {
    ...labelled,
    profile: shared.profile,
    output: { type: 'string' },
    id: { type: 'string' },
  });
  return {
    ...labelledArgs('references fit', values, positionals),
    output: outputOf('references fit', 'the local profile goes', 'my.references', values.output),
    id: parseId(values.id),
    profile: values.profile,
  };
}

export function parseReferencesSampleArgs(argv: readonly string[]): ReferencesSampleArgs {
  const { values, positionals } = parse(argv, {
    ...labelled,
    output: { type: 'string' },
    'per-family': { type: 'string' },
    seed: { type: 'string' },
  });
  const perFamily = wholeNumber('--per-family', values['per-family'], 1, 100_000);
  if (perFamily === null) {
    throw new UserError('references sample: say how many of each family, with --per-family 200');
  }
  return {
    ...labelledArgs('references sample', values, positionals),
    output: outputOf('references sample', 'rows go', 'refs.jsonl', values.output),
    perFamily,
    seed: wholeNumber('--seed', values.seed, 0, 2 ** 31) ?? 1,
  };
}

function outputOf(
  command: string,
  what: string,
  example: string,
  output: string | undefined,
): string {
  if (output !== undefined && output !== '') return output;
  throw new UserError(`${command}: say where ${what}, with --output ${example}`);
}
