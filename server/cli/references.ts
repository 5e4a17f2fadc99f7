/** `teacherprint references …`: texts by known models, as a yardstick. */

import { UserError } from '../dataset/user-error.ts';
import type { ExitCode } from './exit-codes.ts';

export async function runReferences(
  [action = '', ...rest]: readonly string[],
  signal: AbortSignal,
): Promise<ExitCode> {
  // Nobody waits for what the others load.
  switch (action) {
    case 'collect': {
      const { runCollect } = await import('./references-collect.ts');
      return runCollect(rest, signal);
    }
    default:
      throw new UserError(`references ${action}: use collect`);
  }
}
