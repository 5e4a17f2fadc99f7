/** Profiles with the workers that judge by them: one for all files, and local ones for those that have them. */

import { cpus } from 'node:os';
import { resolve } from 'node:path';
import { workerFile } from '../locations.ts';
import { loadProfile, type LoadedProfile, loadReferences } from '../scan/load-profile.ts';
import { createWorkerPool, type WorkerPool } from '../scan/pool.ts';
import { type DatasetConfig, readDatasetConfig } from '../settings/config-file.ts';

export interface Judge {
  readonly loaded: LoadedProfile;
  readonly pool: WorkerPool;
}

export interface JudgeArgs {
  readonly profile: string;
  /** Path of a local profile; null: what `teacherprint.json` names for a file, if it does. */
  readonly references: string | null;
  readonly jobs: number;
}

export class Judges {
  readonly #args: JudgeArgs;
  readonly #judges = new Map<string, Judge>();

  constructor(args: JudgeArgs) {
    this.#args = args;
  }

  /** Of a dataset, or without one the one for all. Throws a `UserError` if it cannot be loaded. */
  of(config: Pick<DatasetConfig, 'references'> | null): Judge {
    const local = this.#args.references ?? config?.references ?? null;
    const file = local ?? this.#args.profile;
    const known = this.#judges.get(file);
    if (known !== undefined) return known;
    const loaded = local === null ? loadProfile(file) : loadReferences(file);
    const workers = Math.min(this.#args.jobs, cpus().length * 4);
    const pool = createWorkerPool({ profile: loaded.bytes, workers, workerFile });
    const judge = { loaded, pool };
    this.#judges.set(file, judge);
    return judge;
  }

  /** What a run is said to be judged by: that of the first file, which for most runs is the only one. */
  async ofFirst(paths: readonly string[]): Promise<Judge> {
    const [path = '-'] = paths;
    return this.of(path === '-' ? null : await readDatasetConfig(resolve(path)));
  }

  async close(): Promise<void> {
    for (const { pool } of this.#judges.values()) await pool.close();
  }
}
