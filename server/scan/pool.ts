/**
 * Worker threads behind one queue. A worker that dies is replaced; the job it died of fails with
 * `WorkerDied`, and the caller decides what to do about it.
 */

import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import { UserError } from '../dataset/user-error.ts';
import { boundYoungGenerations, maxYoungGenerationSizeMb } from '../young-generations.ts';
import type { ProfileBytes } from './load-profile.ts';
import type { Answer, Job, Results, WorkerStart } from './messages.ts';

export interface WorkerPool {
  readonly size: number;
  /** Rejects with the signal's reason when aborted; a job that runs already ends unheard. */
  run<K extends Job['kind']>(
    job: Extract<Job, { kind: K }>,
    signal?: AbortSignal,
  ): Promise<Results[K]>;
  /** Rejects if no worker can be started, for instance with a broken profile. */
  readonly ready: Promise<void>;
  close(): Promise<void>;
}

export interface PoolOptions {
  readonly profile: ProfileBytes;
  readonly workers: number;
  /** Entry of the threads. */
  readonly workerFile: URL;
}

const resourceLimits = {
  /** Enough for the longest row and its texts. A last resort: what asks for more inside of `JSON.parse`
   *  ends the process, not the thread, which is why rows may not have too many values (jsonl.ts). */
  maxOldGenerationSizeMb: 768,
  maxYoungGenerationSizeMb,
};

/** The thread ended while it did the job. */
export class WorkerDied extends UserError {
  /** How many rows of the job's batch were done before. */
  readonly rowsDone: number;

  constructor(rowsDone: number) {
    super('analyzing this row ended its worker');
    this.rowsDone = rowsDone;
  }
}

/** A bug of ours that a job met; the thread goes on. */
export class JobFailed extends Error {
  readonly rowsDone: number;

  /** `stack`: of the error in the thread. */
  constructor(stack: string, rowsDone: number) {
    super(stack);
    this.stack = stack;
    this.rowsDone = rowsDone;
  }
}

interface Waiting {
  job: Job;
  resolve: (result: Results[keyof Results]) => void;
  reject: (error: Error) => void;
}

export function createWorkerPool(options: PoolOptions): WorkerPool {
  boundYoungGenerations();
  const waiting: Waiting[] = [];
  const threads: Thread[] = [];
  const closed = new Error('the worker pool was closed');
  let isClosed = false;
  const dispatch = (): void => {
    // While one thread works, those that could not start refuse nothing.
    const working = threads.filter((thread) => !thread.hasFailed());
    for (const thread of working.length > 0 ? working : threads) {
      if (waiting.length === 0) return;
      if (thread.isIdle()) thread.start(waiting.shift()!);
    }
  };
  for (let i = 0; i < options.workers; i++) threads.push(new Thread(options, dispatch));
  // Where nobody awaits readiness, its failure still shows: every job is rejected with it.
  const ready = Promise.all(threads.map((thread) => thread.ready)).then(() => undefined);
  ready.catch(() => undefined);

  return {
    size: options.workers,
    ready,
    run<K extends Job['kind']>(
      job: Extract<Job, { kind: K }>,
      signal?: AbortSignal,
    ): Promise<Results[K]> {
      return new Promise<Results[keyof Results]>((resolve, reject) => {
        if (isClosed) {
          reject(closed);
          return;
        }
        const entry: Waiting = { job, resolve, reject };
        const abort = (): void => {
          const index = waiting.indexOf(entry);
          if (index >= 0) waiting.splice(index, 1);
          reject(signal?.reason as Error);
        };
        if (signal?.aborted === true) {
          abort();
          return;
        }
        signal?.addEventListener('abort', abort, { once: true });
        const settle = (): void => signal?.removeEventListener('abort', abort);
        entry.resolve = (result) => {
          settle();
          resolve(result);
        };
        entry.reject = (error) => {
          settle();
          reject(error);
        };
        waiting.push(entry);
        dispatch();
      }) as Promise<Results[K]>;
    },
    async close() {
      isClosed = true;
      for (const { reject } of waiting.splice(0)) reject(closed);
      await Promise.all(threads.map((thread) => thread.close(closed)));
    },
  };
}

/** One worker, started anew whenever it died. */
class Thread {
  readonly #options: PoolOptions;
  readonly #dispatch: () => void;
  /** Rows done of the current batch; the worker counts, so that its death leaves the number behind. */
  readonly #rowsDone = new Int32Array(new SharedArrayBuffer(4));
  #worker: Worker;
  #current: Waiting | null = null;
  #isReady = false;
  /** Set when the worker cannot even start; jobs are then refused with it. */
  #failure: Error | null = null;
  #isClosed = false;
  readonly ready: Promise<void>;
  #settleReady: { resolve: () => void; reject: (error: Error) => void } | null = null;

  constructor(options: PoolOptions, dispatch: () => void) {
    this.#options = options;
    this.#dispatch = dispatch;
    this.ready = new Promise((resolve, reject) => (this.#settleReady = { resolve, reject }));
    this.#worker = this.#spawn();
  }

  hasFailed(): boolean {
    return this.#failure !== null;
  }

  isIdle(): boolean {
    return this.#current === null && (this.#isReady || this.#failure !== null);
  }

  start(entry: Waiting): void {
    if (this.#failure !== null) {
      entry.reject(this.#failure);
      return;
    }
    this.#current = entry;
    this.#rowsDone[0] = 0;
    // Copied, not transferred: a job whose worker dies is tried again.
    this.#worker.postMessage(entry.job);
  }

  async close(reason: Error): Promise<void> {
    this.#isClosed = true;
    this.#current?.reject(reason);
    this.#current = null;
    await this.#worker.terminate();
  }

  #spawn(): Worker {
    const { workerFile, profile } = this.#options;
    const workerData: WorkerStart = { profile, rowsDone: this.#rowsDone };
    const worker = new Worker(fileURLToPath(workerFile), { workerData, resourceLimits });
    worker.on('message', (answer: Answer) => {
      this.#receive(answer);
    });
    // Without a listener, an error in a thread would end the process; `exit` follows it anyway.
    let lastError = new Error('the worker ended');
    worker.on('error', (error) => {
      lastError = error instanceof Error ? error : new Error(String(error));
    });
    worker.on('exit', () => {
      this.#exited(lastError);
    });
    return worker;
  }

  #receive(answer: Answer): void {
    if (answer.kind === 'ready') {
      this.#isReady = true;
      this.#settleReady?.resolve();
    } else {
      const entry = this.#current;
      this.#current = null;
      if (answer.kind === 'result') entry?.resolve(answer.result);
      else if (answer.kind === 'refused') entry?.reject(new UserError(answer.message));
      else entry?.reject(new JobFailed(answer.stack, this.#rowsDone[0]!));
    }
    this.#dispatch();
  }

  #exited(error: Error): void {
    if (this.#isClosed) return;
    const entry = this.#current;
    this.#current = null;
    if (!this.#isReady) {
      // It never came up, so a new one would not either.
      this.#failure = error;
      this.#settleReady?.reject(error);
    } else {
      this.#isReady = false;
      this.#worker = this.#spawn();
      entry?.reject(new WorkerDied(this.#rowsDone[0]!));
    }
    this.#dispatch();
  }
}
