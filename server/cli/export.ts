/** `teacherprint export`: the rows that stay, in a file of their own; those that go in another one. */

import { resolve } from 'node:path';
import { subsetWords } from '../../protocol/words.ts';
import { exportSubset } from '../acting/export-subset.ts';
import { parseSubsetRule } from '../acting/subset-rule.ts';
import { withSubsetFiles } from '../acting/subset-files.ts';
import type { ScannedPart } from '../scan/scan-dataset.ts';
import { readDatasetConfig } from '../settings/config-file.ts';
import type { ExportArgs } from './acting-args.ts';
import { complain, inform } from './complain.ts';
import { type ExitCode, exitCodes } from './exit-codes.ts';
import { openInput } from '../inputs/open-inputs.ts';
import { Judges } from './judges.ts';
import { createProgress, noProgress } from './progress.ts';

export async function runExport(args: ExportArgs, signal: AbortSignal): Promise<ExitCode> {
  const judges = new Judges({ ...args, references: null });
  try {
    return await exportFrom(args, judges, signal);
  } finally {
    await judges.close();
  }
}

async function exportFrom(
  args: ExportArgs,
  judges: Judges,
  signal: AbortSignal,
): Promise<ExitCode> {
  const dataset = await openInput(args.path);
  const config = await readDatasetConfig(resolve(dataset.name));
  config.problems.forEach(complain);
  const { loaded, pool } = judges.of(args.path === '-' ? null : config);
  const rules = args.rules.map((rule) => parseSubsetRule(rule, loaded.view.families));
  const progress = args.quiet ? noProgress : createProgress(dataset.name);
  const input = { dataset, field: args.field ?? config.field, profile: loaded.view.id };
  const own = args.path === '-' ? null : args.path;
  try {
    const onPart = ({ bytesDone, rowsDone }: ScannedPart): void => {
      progress.update(bytesDone, dataset.byteLength, rowsDone);
    };
    const subset = await withSubsetFiles(own, args, (files) =>
      exportSubset(input, { ...args, rules }, files, { pool, signal, onPart }),
    );
    progress.done();
    inform(`${args.kept}: ${subsetWords(subset, args.unreadable)}`);
    return exitCodes.clean;
  } finally {
    progress.done();
  }
}
