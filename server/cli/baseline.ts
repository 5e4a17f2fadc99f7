/** `teacherprint baseline`: what is found today is known, and only what comes later is reported. */

import { dirname, isAbsolute, join, relative, resolve } from 'node:path';
import { baselineFileName, configFileName } from '../../protocol/commands.ts';
import { baselineChangeWords } from '../../protocol/words.ts';
import { collectFindings } from '../acting/collect-findings.ts';
import type { Dataset } from '../dataset/dataset.ts';
import { isUserError, UserError } from '../dataset/user-error.ts';
import { type DatasetConfig, readDatasetConfig } from '../settings/config-file.ts';
import { changeBaseline, checkBaselineAction } from '../settings/edit-baseline.ts';
import { ConfigEditor } from '../settings/edit-config.ts';
import type { FindingSet } from '../settings/finding-set.ts';
import { isThere } from '../settings/whole-file.ts';
import type { BaselineArgs } from './acting-args.ts';
import { complain, inform } from './complain.ts';
import { type ExitCode, exitCodes } from './exit-codes.ts';
import { openInput, openInputs } from '../inputs/open-inputs.ts';
import { Judges } from './judges.ts';
import { createProgress, noProgress } from './progress.ts';

/** One baseline with the datasets that belong to it. */
interface Work {
  readonly file: string;
  /** Files that do not name the baseline yet. */
  readonly unaware: Set<string>;
  readonly found: Map<string, FindingSet>;
}

interface Run {
  readonly args: BaselineArgs;
  readonly judges: Judges;
  readonly signal: AbortSignal;
  /** By the path of the baseline. */
  readonly works: Map<string, Work>;
  readonly report: (problem: string) => void;
}

export async function runBaseline(args: BaselineArgs, signal: AbortSignal): Promise<ExitCode> {
  const judges = new Judges({ ...args, references: null });
  let problems = 0;
  const report = (problem: string): void => {
    complain(problem);
    problems++;
  };
  const run: Run = { args, judges, signal, works: new Map(), report };
  try {
    for await (const input of openInputs(args.paths, openInput)) {
      if ('problem' in input) report(input.problem);
      else await collect(input, run);
    }
    signal.throwIfAborted();
    for (const work of run.works.values()) await apply(work, args);
    return problems > 0 ? exitCodes.usage : exitCodes.clean;
  } finally {
    await judges.close();
  }
}

async function collect(dataset: Dataset, run: Run): Promise<void> {
  const { args, judges, signal, report } = run;
  const path = resolve(dataset.name);
  const config = await readDatasetConfig(path);
  const [problem] = config.problems;
  // What it suppresses would otherwise become part of the baseline.
  if (problem !== undefined) throw new UserError(problem);
  const { pool } = judges.of(dataset.name === '-' ? null : config);
  const work = await workOf(path, config, run);
  const progress = args.quiet ? noProgress : createProgress(dataset.name);
  const audited = { dataset, config, field: args.field ?? config.field };
  try {
    const found = await collectFindings(audited, pool, signal, ({ bytesDone, rowsDone }) => {
      progress.update(bytesDone, dataset.byteLength, rowsDone);
    });
    work.found.set(path, found);
  } catch (error) {
    if (signal.aborted || !isUserError(error)) throw error;
    report(error.message);
  } finally {
    progress.done();
  }
}

async function workOf(path: string, config: DatasetConfig, { args, works }: Run): Promise<Work> {
  const named = args.baseline === null ? config.baseline : resolve(args.baseline);
  const configFile = await configFileFor(path, config);
  const file = named ?? join(dirname(configFile), baselineFileName);
  let work = works.get(file);
  if (work === undefined) {
    await checkBaselineAction(file, args.action, args.force);
    work = { file, unaware: new Set(), found: new Map() };
    works.set(file, work);
  }
  if (named === null) work.unaware.add(configFile);
  return work;
}

/** Where there is none yet, one above all datasets of the run: a baseline per folder is of no use. */
async function configFileFor(path: string, { configFile }: DatasetConfig): Promise<string> {
  const here = process.cwd();
  const isBelow = !relative(here, path).startsWith('..') && !isAbsolute(relative(here, path));
  return isBelow && !(await isThere(configFile)) ? join(here, configFileName) : configFile;
}

async function apply({ file, unaware, found }: Work, { action }: BaselineArgs): Promise<void> {
  const change = await changeBaseline(file, action, found);
  inform(`${file}: ${baselineChangeWords(change)}`);
  for (const configFile of unaware) {
    await new ConfigEditor().setBaseline(configFile, file);
    inform(`${configFile}: names the baseline now`);
  }
}
