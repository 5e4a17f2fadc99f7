/** What all processes of a run must agree on: the inputs as they are now, and how they are to be read. */

import { resolve } from 'node:path';
import { UserError } from '../dataset/user-error.ts';
import { refuseToReplace } from '../report/sink.ts';
import type { LoadedProfile } from '../scan/load-profile.ts';
import { openFile } from '../scan/open-dataset.ts';
import type { SummaryOptions } from '../scan/summary.ts';
import { type DatasetConfig, readDatasetConfig } from '../settings/config-file.ts';
import { Baselines, type KnownFindings, KnownScan } from '../settings/known-findings.ts';
import { identityOf, type PlannedFile, type RunRequest } from '../shards/plan.ts';
import type { AuditArgs, RunArgs } from './args.ts';
import { complain } from './complain.ts';
import { openInputs } from '../inputs/open-inputs.ts';

export interface PlannedRun {
  readonly request: RunRequest;
  /** By the paths of the files. */
  readonly baselines: ReadonlyMap<string, KnownFindings>;
}

export async function plannedRun(
  args: AuditArgs,
  { unitMegabytes }: RunArgs,
  { view }: LoadedProfile,
): Promise<PlannedRun> {
  const read = new Baselines();
  const baselines = new Map<string, KnownFindings>();
  const inputs: RunRequest['inputs'][number][] = [];
  for await (const input of openInputs(args.paths, openFile)) {
    if ('problem' in input) {
      inputs.push(input);
      continue;
    }
    refuseToReplace(input.name, 'audited', args.outputs);
    const path = resolve(input.name);
    const config = await readDatasetConfig(path);
    config.problems.forEach(complain);
    refuseOwnReferences(input.name, config, args);
    const baseline = args.baseline === null ? config.baseline : resolve(args.baseline);
    const known = baseline === null ? null : await read.of(baseline, path);
    if (known !== null) baselines.set(path, known);
    inputs.push({
      name: input.name,
      path,
      ...(await identityOf(path)),
      field: args.field ?? config.field,
      config: config.identity,
      baseline: known?.identity ?? null,
    });
  }
  const { field, by, seed } = args;
  const maxRows = Number.isFinite(args.maxRows) ? args.maxRows : null;
  const settings = { field, by, maxRows, seed, unitMegabytes };
  return { request: { sha256: view.sha256, settings, inputs }, baselines };
}

/** Units of all files go to the same workers. Throws a `UserError` if this file has a profile of its own. */
function refuseOwnReferences(
  name: string,
  { references }: DatasetConfig,
  args: Pick<AuditArgs, 'references'>,
): void {
  if (references === null || args.references !== null) return;
  throw new UserError(
    `${name}: teacherprint.json names references for it, but an audit in parts judges all files alike; ` +
      'name them with --references, or audit this file without --resume',
  );
}

/** What is not to be said of a file's findings, and how to count. */
export async function optionsFor(
  { path }: PlannedFile,
  { profile }: Pick<LoadedProfile, 'profile'>,
  { request, baselines }: PlannedRun,
): Promise<SummaryOptions> {
  const config = await readDatasetConfig(path);
  const known = baselines.get(path);
  const readsAll = request.settings.maxRows === null;
  return {
    profile,
    seed: request.settings.seed,
    isSuppressed: (record, code) => config.isSuppressed(record, code),
    known: known === undefined ? null : new KnownScan(known.findings, { readsAll }),
  };
}
