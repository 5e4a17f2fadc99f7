import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { runProgram } from './run-program.ts';

export const repository = path.resolve(import.meta.dirname, '..');

/** Packs what `npm run build` built, as a user would install it. Needs no network. */
export async function packageVsix(): Promise<string> {
  const cache = path.join(repository, '.cache');
  await mkdir(cache, { recursive: true });
  const vsix = path.join(cache, 'teacherprint.vsix');
  const vsce = path.join(repository, 'node_modules/@vscode/vsce/vsce');
  await runProgram(process.execPath, [vsce, 'package', '--no-dependencies', '-o', vsix], {
    cwd: repository,
  });
  return vsix;
}
