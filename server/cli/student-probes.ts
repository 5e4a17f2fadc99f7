/** `teacherprint student probes`: the prompts that ship, for whoever collects answers to compare. */

import { readFile } from 'node:fs/promises';
import { UserError } from '../dataset/user-error.ts';
import { probesFile } from '../locations.ts';
import { fileSink } from '../report/sink.ts';
import { parse } from './args.ts';
import { type ExitCode, exitCodes } from './exit-codes.ts';
import { standardOutput } from './output.ts';

export async function runStudentProbes(argv: readonly string[]): Promise<ExitCode> {
  const { values, positionals } = parse(argv, { output: { type: 'string' } });
  if (positionals.length > 0) {
    throw new UserError(`student probes ${positionals[0]}: takes nothing but --output PATH`);
  }
  const sink = values.output === undefined ? standardOutput : await fileSink(values.output);
  try {
    await sink.write(await readFile(probesFile));
  } catch (error) {
    await sink.discard();
    throw error;
  }
  await sink.finish();
  return exitCodes.clean;
}
