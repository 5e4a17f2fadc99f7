/** The peers as Debian packages them, so that anybody can install the same ones. */

import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

/** Names with versions; null if one of them is not installed. */
export async function findPackages(): Promise<string[] | null> {
  const format = '-f=${db:Status-Status} ${Package} ${Version}\n';
  try {
    const query = ['-W', format, 'fasttext', 'python3-sklearn'];
    const { stdout } = await promisify(execFile)('dpkg-query', query);
    const lines = stdout.trim().split('\n');
    // A package that was removed again is still listed, as `config-files`.
    if (!lines.every((line) => line.startsWith('installed '))) return null;
    return lines.map((line) => line.slice('installed '.length));
  } catch {
    return null; // Not there, or no Debian: what to do is the same.
  }
}
