/** `teacherprint references`: texts by known models, and local profiles that are fitted to them. */

import { UserError } from '../dataset/user-error.ts';
import type { ExitCode } from './exit-codes.ts';
import { parseReferencesFitArgs, parseReferencesSampleArgs } from './references-args.ts';
import { runCollect } from './references-collect.ts';
import { runReferencesFit } from './references-fit.ts';
import { runReferencesSample } from './references-sample.ts';

export async function runReferences(
  [action = '', ...rest]: readonly string[],
  signal: AbortSignal,
): Promise<ExitCode> {
  switch (action) {
    case 'collect':
      return runCollect(rest, signal);
    case 'fit':
      return runReferencesFit(parseReferencesFitArgs(rest), signal);
    case 'sample':
      return runReferencesSample(parseReferencesSampleArgs(rest), signal);
    default:
      throw new UserError(`references ${action}: use collect, fit or sample`);
  }
}
