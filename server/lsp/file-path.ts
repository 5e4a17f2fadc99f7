/** URIs of editors → paths on this machine. */

import { fileURLToPath } from 'node:url';
import { UserError } from '../dataset/user-error.ts';

/** Null for documents that are on no disk; a `UserError` for a URI that names no file. */
export function pathOf(uri: string): string | null {
  if (!uri.startsWith('file:')) return null;
  try {
    return fileURLToPath(uri);
  } catch {
    throw new UserError(`${uri}: this is no file of this machine`);
  }
}

/** For what is written beside a dataset: throws a `UserError` if there is no such place. */
export function savedPathOf(uri: string): string {
  const path = pathOf(uri);
  if (path === null) throw new UserError('save the document as a file first');
  return path;
}
