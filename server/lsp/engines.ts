/** Profiles with the workers that judge by them: loaded when asked for, kept while settings name them. */

import { availableParallelism } from 'node:os';
import { UserError } from '../dataset/user-error.ts';
import {
  loadProfile,
  type LoadedProfile,
  loadReferences,
  readProfile,
} from '../scan/load-profile.ts';
import { createWorkerPool, type WorkerPool } from '../scan/pool.ts';

export interface EngineHost {
  /** Path of the profile that ships. */
  readonly defaultProfile: string;
  /** Entry of the worker threads. */
  readonly workerFile: URL;
}

export interface Engine {
  readonly loaded: LoadedProfile;
  readonly pool: WorkerPool;
}

/** As the settings say it: an empty path is the profile that ships, no workers are as many as fit. */
export interface EngineSettings {
  readonly profile: string;
  /** Of a local profile, what its file looked like, since it is fitted again under its name; null: it is none. */
  readonly fitted: string | null;
  readonly workers: number;
}

export class Engines {
  readonly #host: EngineHost;
  readonly #engines = new Map<string, Promise<Engine>>();
  /** No settings name them any more; requests that run may still use them. */
  #retired: Promise<Engine>[] = [];
  #running = 0;
  #isClosed = false;

  constructor(host: EngineHost) {
    this.#host = host;
  }

  of(settings: EngineSettings): Promise<Engine> {
    if (this.#isClosed) return Promise.reject(new UserError('the server was shut down'));
    const key = keyOf(settings);
    const known = this.#engines.get(key);
    if (known !== undefined) return known;
    const engine = this.#start(settings);
    this.#engines.set(key, engine);
    // The next request tries again: the file may be there by then.
    engine.catch(() => this.#engines.delete(key));
    return engine;
  }

  async #start({ profile, workers, fitted }: EngineSettings): Promise<Engine> {
    const file = profile === '' ? this.#host.defaultProfile : profile;
    const bytes = readProfile(file);
    // First, so that the threads start while the profile is decoded here.
    const pool = createWorkerPool({
      profile: bytes,
      workers: workers || Math.max(1, availableParallelism() - 1),
      workerFile: this.#host.workerFile,
    });
    try {
      const loaded = fitted === null ? loadProfile(file, bytes) : loadReferences(file, bytes);
      await pool.ready;
      return { loaded, pool };
    } catch (error) {
      await pool.close();
      throw error;
    }
  }

  /** Work that may use any engine; none is closed in its midst. */
  async during<T>(work: () => Promise<T>): Promise<T> {
    this.#running++;
    try {
      return await work();
    } finally {
      if (--this.#running === 0) await closeAll(this.#retired.splice(0));
    }
  }

  /** Keeps only what these settings name. */
  async retain(wanted: readonly EngineSettings[]): Promise<void> {
    await this.during(() => {
      const keys = new Set(wanted.map(keyOf));
      for (const [key, engine] of this.#engines) {
        if (keys.has(key)) continue;
        this.#engines.delete(key);
        this.#retired.push(engine);
      }
      return Promise.resolve();
    });
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    const all = [...this.#engines.values(), ...this.#retired];
    this.#engines.clear();
    this.#retired = [];
    await closeAll(all);
  }
}

function keyOf({ profile, workers, fitted }: EngineSettings): string {
  return JSON.stringify([workers, profile, fitted]);
}

async function closeAll(engines: readonly Promise<Engine>[]): Promise<void> {
  for (const engine of await Promise.allSettled(engines)) {
    if (engine.status === 'fulfilled') await engine.value.pool.close();
  }
}
