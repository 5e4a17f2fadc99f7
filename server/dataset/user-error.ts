/** Trouble with the outside world: a missing file, a bad option. Shown as it is, without a stack. */
export class UserError extends Error {
  override readonly name = 'UserError';
}

/** By its name: a bundle that is loaded later brings a class of its own along. */
export function isUserError(error: unknown): error is UserError {
  return error instanceof Error && error.name === 'UserError';
}

/** What the operating system says, without the code, call and path that Node puts around it: the
 *  sentence that quotes this names the path. */
export function reasonOf(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  return /^E[A-Z\d]+: (.+?), [a-z]+/.exec(message)?.[1] ?? message;
}
