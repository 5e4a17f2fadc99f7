/** Trouble with the outside world: a missing file, a bad option. Shown as it is, without a stack. */
export class UserError extends Error {
  override readonly name = 'UserError';
}
